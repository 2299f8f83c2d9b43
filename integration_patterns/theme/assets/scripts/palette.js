// Put the reader's colours on <body> before anything is painted: the remembered ones, else the system's.
{
  const palette = __md_get("__palette");
  const color = (palette && palette.color) || { media: "(prefers-color-scheme)" };
  if (color.media === "(prefers-color-scheme)") {
    const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const input = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${scheme})']`);
    for (const name of ["media", "scheme", "primary", "accent"])
      color[name] = input.getAttribute("data-md-color-" + name);
  }
  for (const [name, value] of Object.entries(color))
    document.body.setAttribute("data-md-color-" + name, value);
}
