// Brings visits to the portal: one sender at a time on this device, whatever is open.
// What the server's answer does not name as taken stays here, and is sent again.
field.send = (() => {
  const TAKEN = ['taken', 'known', 'waiting'], AT_ONCE = 20, PATIENCE = 20000
  const FIRST = 3000, LONGEST = 300000, LINES = 3
  let wait = FIRST, timer = 0

  class Stop extends Error {}

  async function knock(address, options = {}) {
    let answer
    try {
      answer = await fetch(address, {
        cache: 'no-store', redirect: 'manual', credentials: 'same-origin',
        signal: AbortSignal.timeout(PATIENCE), ...options,
      })
    } catch { throw new Stop('away') }
    if (answer.type === 'opaqueredirect' || answer.status === 401) throw new Stop('signed-out')
    if (answer.status === 403) throw new Stop('not-yours')
    if (answer.status >= 500 || answer.status === 429) throw new Stop('away')
    let told
    try { told = await answer.json() } catch { throw new Stop('away') }
    if (answer.status === 409 && told.code === 'not-the-owner') throw new Stop('other')
    return {status: answer.status, told}
  }

  // Find out anew who is signed in, whenever something is sent.
  const who = async () => (await knock('/field/who')).told

  function pending(item) {
    return item.records.filter(each => !TAKEN.includes(each.status))
  }

  // Mark them as on their way, in the transaction that decides whether they may go.
  function claim(owner) {
    return field.within(['meta', 'items'], async ({meta, items}) => {
      const mine = (await field.of(items.getAll()))
        .filter(each => each.owner === owner && each.state === 'queued')
      for (const each of mine) {
        if (pending(each).length) await field.of(items.put({...each, tries: each.tries + 1}))
      }
      const clock = await field.tick(meta)
      return {mine, clock, device: await field.device(meta)}
    })
  }

  async function bring(me, batch, clock, device) {
    const records = batch.map(({record_id, sequence, at, visit_id, tick, body}) =>
      ({record_id, sequence, at, visit_id, tick, ...body}))
    const tick = {run: clock.run, ms: clock.ms, earlier: field.earlier(clock, batch)}
    const sent_at = new Date().toISOString()
    const {status, told} = await knock('/field/sync', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-Form-Key': me.key},
      body: JSON.stringify({owner: me.owner, device_id: device, sent_at, tick, records}),
    })
    if (status === 200) return new Map(told.items.map(each => [each.record_id, each]))
    if (batch.length > 1) return null
    return new Map([[batch[0].record_id, {status: 'refused', code: told.code, said: told.said}]])
  }

  // One that spoils a whole batch is found by sending each by itself.
  async function bringAll(me, batch, clock, device) {
    const told = await bring(me, batch, clock, device)
    if (told) return told
    const found = new Map()
    for (const each of batch) {
      for (const pair of await bring(me, [each], clock, device)) found.set(...pair)
    }
    return found
  }

  // What registry refuses now and would take another time: nobody need look at it.
  function passes({code, fields}) {
    const named = fields || {}
    return code === 'taken' || named.tick === 'unknown-run' || named.at === 'not-yet'
  }

  // What is to come later, but waits for something that no device sends.
  function stays({status, code}) {
    return status === 'later' && Boolean(code) && code !== 'visit-unknown'
  }

  function judged(item, told) {
    const records = item.records.map(each => {
      const verdict = told.get(each.record_id)
      if (!verdict) return each
      const {status, code, fields, said} = verdict
      if (passes(verdict)) return {...each, status: 'later'}
      return {...each, status: stays(verdict) ? 'refused' : status, code, fields, said}
    })
    const wrong = records.some(each => each.status === 'refused')
    return {...item, records, state: wrong ? 'wrong' : item.state}
  }

  async function text(me) {
    const {mine, clock, device} = await claim(me.owner)
    const all = mine.flatMap(pending).sort((a, b) => a.sequence - b.sequence)
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const told = await bringAll(me, all.slice(at, at + AT_ONCE), clock, device)
      for (const item of mine) {
        if (item.records.some(each => told.has(each.record_id))) {
          await field.change(item.id, held => judged(held, told))
        }
      }
      field.changed()
    }
  }

  async function picture(me, item, photo) {
    const kept = await field.read('photos', [item.id, photo.sha256])
    const {status, told} = kept ? await knock(`/field/photos/${item.id}/${photo.sha256}`, {
      method: 'POST',
      headers: {'Content-Type': 'image/jpeg', 'X-Form-Key': me.key, 'X-Field-Owner': me.owner},
      body: kept.blob,
    }) : {status: 410, told: {code: 'picture-missing'}}
    if (status === 404 || status === 409) return
    await field.within(['items', 'photos'], async ({items, photos}) => {
      const held = await field.of(items.get(item.id))
      const state = status === 200 ? 'sent' : 'wrong'
      const turned = held.photos.map(each =>
        each.sha256 === photo.sha256 ? {...each, state, code: told.code, said: told.said} : each)
      if (status === 200) await field.of(photos.delete([item.id, photo.sha256]))
      const wrong = status === 200 ? held.state : 'wrong'
      await field.of(items.put({...held, photos: turned, state: wrong}))
    })
    field.changed()
  }

  // A few at once: one by one they would wait for the road between them.
  async function pictures(me) {
    const left = []
    for (const item of await field.all('items')) {
      if (item.owner !== me.owner || item.state !== 'queued' || pending(item).length) continue
      for (const photo of item.photos.filter(each => each.state !== 'sent')) left.push([item, photo])
    }
    const some = async () => {
      for (let next = left.shift(); next; next = left.shift()) await picture(me, ...next)
    }
    await Promise.all(Array.from({length: LINES}, some))
  }

  // Only what is wholly with the server is forgotten here: a line stays that says so.
  async function settle(me) {
    for (const item of await field.all('items')) {
      if (item.owner !== me.owner || item.state !== 'queued') continue
      await field.change(item.id, held => {
        const open = pending(held).length || held.photos.some(each => each.state !== 'sent')
        if (open || held.state !== 'queued') return held
        const waiting = held.records.some(each => each.status === 'waiting')
        const {id, owner, home, kind} = held
        return {id, owner, home: {id: home.id, address: home.address}, kind, waiting, state: 'done',
          done_at: Date.now(), records: [], photos: [], form: null}
      })
    }
    field.changed()
  }

  async function unsent() {
    const mine = field.owner()
    const held = (await field.all('items')).filter(each => each.owner === mine)
    return held.filter(each => each.state === 'queued').length
  }

  async function round() {
    const me = await who()
    await text(me)
    await pictures(me)
    await settle(me)
    return me
  }

  // `asked`: by a person, who is to be told however it ends.
  function now(asked = false) {
    clearTimeout(timer)
    return navigator.locks.request('field-send', {ifAvailable: !asked}, async lock => {
      if (!lock) return again()
      if (!asked && !(await unsent())) return undefined
      field.sending(true)
      let ended = 'sent'
      try { await round() } catch (error) {
        if (!(error instanceof Stop)) throw error
        ended = error.message
      } finally { field.sending(false) }
      field.ended(ended)
      if (ended === 'sent') wait = FIRST
      if (await unsent()) again()
      return ended
    })
  }

  // navigator.onLine is not to be believed: try again by the clock, ever more rarely.
  function again() {
    clearTimeout(timer)
    timer = setTimeout(() => now(), wait)
    wait = Math.min(wait * 2, LONGEST)
  }

  function hurry() { wait = FIRST; return now() }

  return {now, hurry, knock, Stop}
})()
