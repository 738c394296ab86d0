// What the device keeps: lists, visits, photographs. A visit and its count change in one
// transaction, so that nothing is half written when the device goes off.
const field = (() => {
  const STORES = {meta: 'key', packs: 'owner', items: 'id', photos: ['item', 'sha256']}
  const DAY = 24 * 3600 * 1000, SLEPT = 2000, PAGE = crypto.randomUUID()
  let opened

  function open() {
    opened = opened || new Promise((done, fail) => {
      const asked = indexedDB.open('field', 1)
      asked.onupgradeneeded = () => {
        for (const [name, keyPath] of Object.entries(STORES)) {
          asked.result.createObjectStore(name, {keyPath})
        }
      }
      asked.onsuccess = () => {
        asked.result.onversionchange = () => asked.result.close()
        done(asked.result)
      }
      asked.onerror = () => fail(asked.error)
    })
    return opened
  }

  // Run `work` in one transaction; done only when the device has written it lastingly.
  async function within(stores, work, mode = 'readwrite') {
    const db = await open()
    const part = db.transaction(stores, mode, {durability: 'strict'})
    const ended = new Promise((done, fail) => {
      part.oncomplete = done
      part.onabort = part.onerror = () => fail(part.error || new Error('aborted'))
    })
    const store = Object.fromEntries(stores.map(name => [name, part.objectStore(name)]))
    const answer = await work(store)
    await ended
    return answer
  }

  const of = asked => new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error)
  })
  const read = (store, key) => within([store], s => of(s[store].get(key)), 'readonly')
  const all = store => within([store], s => of(s[store].getAll()), 'readonly')
  const put = (store, what) => within([store], s => of(s[store].put(what)))

  // Whose visits may be shown while nobody can be asked; empty: nobody's.
  function owner() {
    const said = document.cookie.split('; ').find(each => each.startsWith('mq-field='))
    return said ? said.slice('mq-field='.length) : ''
  }

  async function device(meta) {
    const known = await of(meta.get('device'))
    if (known) return known.value
    const value = crypto.randomUUID()
    await of(meta.put({key: 'device', value}))
    return value
  }

  // The device's count: a run lasts while this page counts on without a sleep. A clock
  // of the day may be set; performance.now() may stand still in sleep. Where they part,
  // a new run begins, and how long it was off is told.
  function beat(clock, wall, mono, page) {
    if (!clock) return {key: 'clock', run: 1, page, origin: mono, skew: wall - mono,
      ms: 0, wall, ended: []}
    const slept = wall - mono - clock.skew
    if (clock.page === page && slept < SLEPT) {
      return {...clock, ms: Math.max(clock.ms, Math.round(mono - clock.origin)), wall,
        skew: wall - mono}
    }
    const gone = {run: clock.run, ms: clock.ms, off_ms: Math.max(0, Math.round(wall - clock.wall))}
    return {key: 'clock', run: clock.run + 1, page, origin: mono, skew: wall - mono,
      ms: 0, wall, ended: [...clock.ended, gone]}
  }

  // The runs to name: those of the records and the last one; others are time gone by.
  function earlier(clock, records) {
    const needed = new Set(records.map(each => each.tick.run))
    const named = []
    clock.ended.forEach((each, at) => {
      const last = at === clock.ended.length - 1
      if (needed.has(each.run) || last) named.push({...each})
      else if (named.length) named[named.length - 1].off_ms += each.ms + each.off_ms
    })
    return named
  }

  async function tick(meta) {
    const clock = beat(await of(meta.get('clock')), Date.now(), performance.now(), PAGE)
    await of(meta.put(clock))
    return clock
  }

  async function sequence(meta) {
    const known = await of(meta.get('sequence'))
    const value = (known ? known.value : 0) + 1
    await of(meta.put({key: 'sequence', value}))
    return value
  }

  // Write a visit down to be sent: its records are numbered here, once.
  function queue(item, bodies) {
    return within(['meta', 'items'], async ({meta, items}) => {
      const held = await of(items.get(item.id))
      if (held && !editable(held)) return held
      const clock = await tick(meta), records = []
      for (const body of bodies) {
        records.push({
          record_id: crypto.randomUUID(), sequence: await sequence(meta),
          at: new Date().toISOString(), visit_id: item.id,
          tick: {run: clock.run, ms: clock.ms}, body, status: '',
        })
      }
      const kept = {...item, state: 'queued', tries: 0, records, saved_at: Date.now()}
      await of(items.put(kept))
      return kept
    })
  }

  // A visit may be changed until it is on its way, and again when it was refused.
  function editable(item) {
    return item.state === 'draft' || item.state === 'wrong' ||
      (item.state === 'queued' && item.tries === 0)
  }

  // Keep what is being typed; what is on its way meanwhile stays as it is.
  function draft(item) {
    return within(['items'], async ({items}) => {
      const held = await of(items.get(item.id))
      if (held && held.state !== 'draft' && held.state !== 'wrong') return false
      await of(items.put({...item, state: held ? held.state : 'draft'}))
      return true
    })
  }

  // Take a visit back from the queue to be changed; not when it is on its way.
  function reopen(id) {
    return within(['items'], async ({items}) => {
      const held = await of(items.get(id))
      if (!held || !editable(held)) return held
      const kept = held.state === 'queued' ? {...held, state: 'draft', records: []} : held
      await of(items.put(kept))
      return kept
    })
  }

  function change(id, turn) {
    return within(['items'], async ({items}) => {
      const held = await of(items.get(id))
      if (!held) return null
      const kept = turn(held)
      await of(items.put(kept))
      return kept
    })
  }

  function addPhoto(id, photo, blob) {
    return within(['items', 'photos'], async ({items, photos}) => {
      const held = await of(items.get(id))
      if (!held || held.photos.some(each => each.sha256 === photo.sha256)) return held
      const kept = {...held, photos: [...held.photos, photo]}
      await of(photos.put({item: id, sha256: photo.sha256, blob}))
      await of(items.put(kept))
      return kept
    })
  }

  function dropPhoto(id, sha256) {
    return within(['items', 'photos'], async ({items, photos}) => {
      const held = await of(items.get(id))
      if (!held || !editable(held)) return held
      const kept = {...held, photos: held.photos.filter(each => each.sha256 !== sha256)}
      await of(photos.delete([id, sha256]))
      await of(items.put(kept))
      return kept
    })
  }

  function drop(id) {
    return within(['items', 'photos'], async ({items, photos}) => {
      await of(items.delete(id))
      await of(photos.delete(IDBKeyRange.bound([id], [id, []])))
    })
  }

  // Throw away what is not needed any more: lists and receipts of who is not signed in,
  // and all that is older than a day. What was not sent stays, whosever it is.
  function tidy(mine) {
    return within(['packs', 'items'], async ({packs, items}) => {
      const now = Date.now()
      for (const each of await of(packs.getAll())) {
        if (each.owner !== mine || Date.parse(each.until) <= now) {
          await of(packs.delete(each.owner))
        }
      }
      for (const each of await of(items.getAll())) {
        const old = now - each.done_at > DAY
        if (each.state === 'done' && (each.owner !== mine || old)) {
          await of(items.delete(each.id))
        }
      }
    })
  }

  return {within, of, read, all, put, owner, device, beat, earlier, tick, queue, editable,
    draft, reopen, change, addPhoto, dropPhoto, drop, tidy}
})()
if (window.indexedDB) field.tidy(field.owner()).catch(() => {})
