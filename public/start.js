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
