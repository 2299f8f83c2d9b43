// Open the tabs the reader chose last (by label), and the tab a link points to.
{
  const chosen = __md_get("__tabs");
  if (Array.isArray(chosen))
    for (const set of document.querySelectorAll(".tabbed-set")) {
      const labels = [...set.querySelectorAll(":scope > .tabbed-labels > label")];
      const label = chosen
        .map((name) => labels.find((candidate) => candidate.innerText.trim() === name))
        .find(Boolean);
      if (label) document.getElementById(label.htmlFor).checked = true;
    }
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.name) target.checked = target.name.startsWith("__tabbed_");
}
