// The page and Python are kept for the next visit, also without internet. What a person fills in never comes here.
const NAME = "{{name}}";
const FILES = {{files}};

self.addEventListener("install", (event) => {
  const kept = caches.open(NAME).then((cache) => cache.addAll(Object.entries(FILES).map(([path, integrity]) => new Request(path, { integrity }))));
  event.waitUntil(kept);
});

self.addEventListener("activate", (event) => {
  const older = (name) => name.startsWith("mijn-inburgering-") && name !== NAME;
  const cleared = caches.keys().then((names) => Promise.all(names.filter(older).map((name) => caches.delete(name))));
  event.waitUntil(cleared.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || !event.request.url.startsWith(self.registration.scope)) return;
  const found = caches.open(NAME).then((cache) => cache.match(event.request, { ignoreSearch: true }));
  event.respondWith(found.then((kept) => kept ?? fetch(event.request)));
});
