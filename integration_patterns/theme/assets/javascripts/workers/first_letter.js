// Stands before the theme's search worker, whose file is named after the "?" of its own address:
// the index is fetched with the first letter that a reader types, and not with every page.
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const INDEX = new URL("../../../search/whole_index.json", location.href);
const THEIRS = location.search.slice(1);
if (!/^search\.[0-9a-f]+\.min\.js$/.test(THEIRS)) {
  throw new Error(`${THEIRS} is not the theme's search worker. fix: name the one beside this file.`);
}
// The theme looks for each word as a beginning: "is" would find every page about isolation.
const SMALL = new Set(
  ("a an and are as at be but by can could did do does for from get had has have how i if in into is it its " +
    "me my no not of on or our should so that the their then there this to was we what when where which " +
    "who why will with without would you your").split(" "),
);
const answer = postMessage.bind(self);
const nothing = { type: RESULT, data: { items: [] } };
let setup;
let theirs;
let before = Promise.resolve();
let isLoaded = false;
let hear = () => undefined;
let giveUp = () => undefined;

// The words of a query that say what it is about; all of them if none does.
const meant = (query) => {
  const words = query.split(/\s+/);
  const left = words.filter((word) => !SMALL.has(word.toLowerCase().replace(/[^\w"]/g, "")));
  return left.length > 0 ? left.join(" ") : query;
};

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
    const isQuery = message.type === QUERY && typeof message.data === "string";
    return await ask(isQuery ? { type: QUERY, data: meant(message.data) } : message);
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
