// Loads the browser's library once the page can be read, and wakes its islands one after the other.
const at = (rel) => document.head.querySelector(`link[rel="${rel}"]`).href;

async function wake(node, library) {
  for (const island of node.querySelectorAll("leptos-island")) {
    await library[island.dataset.component]?.(island);
  }
}

const library = await import(at("modulepreload"));
await library.default({ module_or_path: at("preload") });
library.hydrate();
await wake(document.body, library);
document.documentElement.dataset.awake = "yes";

// Whoever signs out leaves no unsent text on this computer. The composer stops the first try while the server lacks the text.
addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.getAttribute("action") !== "/logout") return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("unsent:")) localStorage.removeItem(key);
});
