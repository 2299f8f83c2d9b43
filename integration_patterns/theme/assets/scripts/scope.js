// What Material keeps in an inline script: storage keyed by the path the site is served under.
// `var`, because the theme's bundle looks these names up on `window`.
var __md_scope = new URL(document.currentScript.dataset.base, location);

var __md_hash = (text) => [...text].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);

// A browser may refuse storage, even to name it: then each visit begins anew, and all else works.
var __md_get = (key, storage, scope = __md_scope) => {
  try {
    return JSON.parse((storage ?? localStorage).getItem(scope.pathname + "." + key));
  } catch {
    return null;
  }
};

var __md_set = (key, value, storage, scope = __md_scope) => {
  try {
    (storage ?? localStorage).setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch (error) {
    console.info("A choice is not remembered, because storage is closed:", error.name);
  }
};
