// Keeps the field pages, and nothing else: no list, no answer of a door is kept here.
// The line before this one is the portal's: VERSION and KEPT.
const CACHE = 'field-' + VERSION
const PATIENCE = 1500

self.addEventListener('install', event => event.waitUntil(keep()))
self.addEventListener('activate', event => event.waitUntil(tidy()))
self.addEventListener('fetch', event => {
  const address = new URL(event.request.url)
  if (event.request.method !== 'GET' || address.origin !== location.origin) return
  if (event.request.mode === 'navigate') event.respondWith(page(event.request))
  else if (KEPT.includes(address.pathname)) event.respondWith(file(event.request))
})

async function keep() {
  const cache = await caches.open(CACHE)
  for (const address of KEPT) {
    const answer = await fetch(new Request(address, {cache: 'reload'}))
    if (!answer.ok || answer.redirected) throw new Error('not kept: ' + address)
    await cache.put(address, answer)
  }
  await self.skipWaiting()
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith('field-') && name !== CACHE) await caches.delete(name)
  }
  await self.clients.claim()
}

// A page comes fresh where there is a signal, and soon where there is hardly one.
async function page(request) {
  const fresh = fetch(request)
  fresh.catch(() => {})
  const late = new Promise((_, give) => setTimeout(() => give(new Error('late')), PATIENCE))
  try {
    const answer = await Promise.race([fresh, late])
    if (answer.status < 500) return answer
  } catch { /* no signal, or hardly one */ }
  const kept = await (await caches.open(CACHE)).match(KEPT[0])
  return kept || fresh
}

async function file(request) {
  const kept = await (await caches.open(CACHE)).match(request)
  return kept || fetch(request)
}
