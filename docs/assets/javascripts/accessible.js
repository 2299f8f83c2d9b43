// Fix two things that the theme adds to a page after it is shown.
const fix = () => {
  // A table wider than the page scrolls inside a box: the keyboard must reach that box.
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Table");
  }
  // The copy button of a block stands in a <nav>, which is no landmark.
  for (const nav of document.querySelectorAll(".md-code__nav:not([role])"))
    nav.setAttribute("role", "presentation");
};

new MutationObserver(fix).observe(document.body, { childList: true, subtree: true });
fix();
