// Stands before the theme's search worker, whose file it is told after the "?" of its own address:
// the index is fetched with the first letter that a reader types, and not with every page.
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const INDEX = new URL("../../../search/whole_index.json", location.href);
const THEIRS = location.search.slice(1);
if (!/^search\.[0-9a-f]+\.min\.js$/.test(THEIRS)) {
  throw new Error(`${THEIRS} is not the theme's search worker. fix: name the one beside this file.`);
}
const answer = postMessage.bind(self);
const nothing = { type: RESULT, data: { items: [] } };
let setup;
let theirs;
let before = Promise.resolve();
let isLoaded = false;
let hear = () => undefined;
let giveUp = () => undefined;

// Hands a message to the theme's worker and gives its answer.
const ask = (data) =>
  new Promise((resolve, reject) => {
    [hear, giveUp] = [resolve, reject];
    dispatchEvent(new MessageEvent("message", { data }));
  });

const started = async () => {
  const { config, docs } = await (await fetch(INDEX)).json();
  if (!isLoaded) {
    self.postMessage = (message) => hear(message);
    importScripts(THEIRS);
    isLoaded = true;
  }
  await ask({ type: SETUP, data: { ...setup, config, docs } });
};

const answered = async (message) => {
  if (message.type === SETUP) {
    setup = message.data;
    return { type: READY };
  }
  if (message.type === QUERY && message.data === "" && !theirs) return nothing;
  try {
    theirs ??= started();
    await theirs;
    return await ask(message);
  } catch {
    theirs = undefined; // Offline, or an error of the theme's: the next letter tries again.
    return nothing;
  }
};

// An error of the theme's worker is all the answer there will be.
addEventListener("error", (event) => giveUp(event.error));
addEventListener("unhandledrejection", (event) => giveUp(event.reason));

addEventListener("message", (event) => {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  before = before.then(async () => answer(await answered(event.data)));
});
