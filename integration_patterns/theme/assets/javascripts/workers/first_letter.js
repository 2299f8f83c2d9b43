// Stands before the theme's search worker, whose file it is told after the "?" of its own address:
// the index is fetched with the first letter that a reader types, and not with every page.
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const INDEX = new URL("../../../search/whole_index.json", location.href);
const answer = postMessage.bind(self);
const nothing = { type: RESULT, data: { items: [] } };
let setup;
let theirs;
let before = Promise.resolve();

// Hands a message to the theme's worker and gives its answer.
const started = async () => {
  const { config, docs } = await (await fetch(INDEX)).json();
  let hear;
  self.postMessage = (message) => hear(message);
  importScripts(location.search.slice(1));
  const ask = (data) =>
    new Promise((resolve) => {
      hear = resolve;
      dispatchEvent(new MessageEvent("message", { data }));
    });
  await ask({ type: SETUP, data: { ...setup, config, docs } });
  return ask;
};

const answered = async (message) => {
  if (message.type === SETUP) {
    setup = message.data;
    return { type: READY };
  }
  if (message.type === QUERY && message.data === "" && !theirs) return nothing;
  try {
    theirs ??= started();
    return await (await theirs)(message);
  } catch {
    theirs = undefined; // Offline: the next letter tries again.
    return nothing;
  }
};

addEventListener("message", (event) => {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  before = before.then(async () => answer(await answered(event.data)));
});
