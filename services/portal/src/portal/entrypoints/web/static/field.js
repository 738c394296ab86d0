// Draws the field pages, from what the device keeps; then asks for what is new.
(() => {
  const {language, place, say, part, one, fill, why} = field.draw
  const moment = new Intl.DateTimeFormat(language, {month: 'numeric', day: 'numeric',
    hour: '2-digit', minute: '2-digit'})
  const day = new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeZone: 'UTC'})
  const HOURLY = 3600 * 1000
  let busy = false, last = '', shown = null, drawn = 0

  const mine = async () => {
    const me = field.owner()
    return me ? (await field.all('items')).filter(each => each.owner === me) : []
  }
  const open = item => item.state === 'queued' || item.state === 'wrong'

  function tone(item) {
    if (item.state === 'done') return ['done', item.waiting ? 'got-waiting' : 'got']
    if (item.state === 'wrong') return ['overdue', 'needs-you']
    if (item.state === 'draft') return ['paused', 'draft']
    return busy ? ['working', 'going'] : ['waiting', 'to-send']
  }
  function chip(item) {
    const [look, word] = tone(item)
    const made = part(`chip-${look}`)
    made.append(say(word))
    return made
  }

  // -- the line at the top: what waits, and how sending went ---------------------------

  async function status() {
    const items = await mine(), waiting = items.filter(open)
    const photos = waiting.flatMap(each => each.photos).filter(p => p.state !== 'sent').length
    const bar = document.getElementById('state')
    const told = waiting.length ? say('waiting', {n: waiting.length, photos}) : say('nothing')
    fill(bar, {count: told, how: busy ? say('going-now') : say(`ended-${last}`) || ''})
    bar.dataset.look = last === 'signed-out' || last === 'not-yours' ? 'due' : ''
    one(bar, 'send').hidden = !waiting.some(each => each.state === 'queued') || !field.owner()
    one(bar, 'enter').hidden = Boolean(field.owner()) && last !== 'signed-out'
    navigator.setAppBadge?.(waiting.length).catch(() => {})
    document.title = (waiting.length ? `(${waiting.length}) ` : '') + say('title')
    const others = (await field.all('items'))
      .filter(each => each.owner !== field.owner() && each.state !== 'done').length
    fill(bar, {others: others ? say('others', {n: others}) : ''})
  }
  field.changed = () => { status(); if (shown !== 'visit') draw() }
  field.sending = on => { busy = on; status() }
  field.ended = how => { last = how; field.changed() }

  // -- the list -------------------------------------------------------------------------

  async function list() {
    const page = part('page-list'), me = field.owner()
    const pack = me && await field.read('packs', me)
    const items = await mine()
    const homes = pack ? pack.homes : []
    const over = each => each.state !== 'draft'
    const done = homes.filter(home => items.some(each => over(each) && each.home.id === home.id)).length
    fill(page, {
      stand: pack ? say('pack', {n: homes.length, done,
        at: moment.format(new Date(pack.at)), until: moment.format(new Date(pack.until))}) : '',
      none: pack ? (homes.length ? '' : say('pack-empty')) : say(me ? 'pack-none' : 'locked'),
    })
    one(page, 'refresh').hidden = !me
    one(page, 'refresh').onclick = () => fetchPack(true)
    one(page, 'find').closest('.field').hidden = homes.length < 6
    const rows = one(page, 'homes')
    for (const home of homes) rows.append(row(home, items))
    one(page, 'find').oninput = event => {
      const said = event.target.value.trim().toLowerCase()
      for (const each of rows.children) each.hidden = !each.dataset.said.includes(said)
    }
    const drafts = items.filter(each => each.state === 'draft')
    one(page, 'drafts').hidden = !drafts.length
    for (const each of drafts) one(page, 'draft-rows').append(line(each))
    return page
  }

  function row(home, items) {
    const made = part('row-home')
    made.dataset.said = `${home.address} ${home.name}`.toLowerCase()
    const before = home.visited_on ? say('visited', {on: day.format(new Date(home.visited_on))}) :
      say('never')
    const plan = home.planned_on ? say('planned', {on: day.format(new Date(home.planned_on))}) : ''
    fill(made, {address: home.address, name: home.name, before, plan})
    const known = items.find(each => each.home.id === home.id)
    if (known) one(made, 'chips').append(chip(known))
    const start = one(made, 'start')
    start.setAttribute('aria-label', `${start.textContent} ${home.address}`)
    start.onclick = () => begin(home)
    return made
  }

  async function begin(home) {
    const before = (await mine()).find(each => each.state === 'draft' && each.home.id === home.id)
    const id = before ? before.id : crypto.randomUUID()
    if (!before) {
      await field.draft({id, owner: field.owner(), state: 'draft', records: [], photos: [],
        home: {id: home.id, address: home.address, name: home.name}, form: {}})
    }
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist()
    go(`/field/visit/${id}`)
  }

  function line(item) {
    const made = part('row-item')
    const at = item.done_at || item.saved_at
    fill(made, {address: item.home.address, name: item.home.name || '',
      at: at ? moment.format(new Date(at)) : '', why: why(item)})
    one(made, 'chips').append(chip(item))
    const link = one(made, 'open')
    if (item.state === 'done') {
      link.href = `/desk/visits/${item.id}`
      link.textContent = say('see')
    } else {
      link.href = `/field/visit/${item.id}`
      link.hidden = !field.editable(item)
    }
    link.setAttribute('aria-label', `${link.textContent} ${item.home.address}`)
    return made
  }

  async function outbox() {
    const page = part('page-outbox'), items = (await mine()).filter(each => each.state !== 'draft')
    items.sort((a, b) => (b.saved_at || b.done_at) - (a.saved_at || a.done_at))
    for (const each of items) one(page, 'rows').append(line(each))
    fill(page, {none: items.length ? '' : say('outbox-none')})
    one(page, 'out').onclick = leave
    one(page, 'out').hidden = !field.owner()
    return page
  }

  // -- signing out: nothing unsent is lost, and what was sent does not stay --------------

  async function leave() {
    const left = (await mine()).filter(each => each.state !== 'done').length
    const warned = document.getElementById('leaving')
    if (left && warned.hidden) {
      fill(warned, {left: say('leaving', {n: left})})
      warned.hidden = false
      return warned.scrollIntoView()
    }
    let me
    try { me = (await field.send.knock('/field/who')).told } catch (error) { return field.ended(error.message) }
    const form = document.getElementById('sign-out')
    form.elements.key.value = me.key
    await field.tidy('')
    form.submit()
  }

  // -- what is taken along ---------------------------------------------------------------

  async function fetchPack(asked = false) {
    const me = field.owner(), known = me && await field.read('packs', me)
    if (!asked && known && Date.now() - Date.parse(known.at) < HOURLY) return
    try {
      const {status: answer, told} = await field.send.knock('/field/pack')
      if (answer !== 200) throw new field.send.Stop('away')
      await field.tidy(told.owner)
      await field.put('packs', told)
      field.ended('ready')
    } catch (error) {
      if (!(error instanceof field.send.Stop)) throw error
      field.ended(error.message)
    }
  }

  // -- the pages -------------------------------------------------------------------------

  async function draw() {
    const turn = ++drawn, path = location.pathname
    const found = path.match(/^\/field\/visit\/([0-9a-f-]{36})$/)
    const make = found ? () => field.visit.page(found[1]) : path === '/field/outbox' ? outbox : list
    const page = await make()
    if (turn !== drawn) return
    shown = found ? 'visit' : path
    place.replaceChildren(page)
    for (const link of document.querySelectorAll('nav a')) {
      if (link.pathname === path) link.setAttribute('aria-current', 'page')
      else link.removeAttribute('aria-current')
    }
    await status()
  }

  async function go(path) {
    history.pushState(null, '', path)
    document.getElementById('told').textContent = ''
    await draw()
    document.getElementById('main').focus()
  }

  field.go = go

  document.addEventListener('click', event => {
    const link = event.target.closest('a')
    const ours = link && link.origin === location.origin && /^\/field(\/|$)/.test(link.pathname)
    if (!ours || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go(link.pathname)
  })
  addEventListener('popstate', draw)
  addEventListener('online', () => field.send.hurry())
  addEventListener('visibilitychange', () => {
    const form = place.querySelector('form[data-is="form"]')
    if (document.hidden && form) field.visit.keep(location.pathname.split('/').pop(), form)
    if (!document.hidden) field.send.hurry()
  })
  document.querySelector('#state [data-is="send"]').onclick = () => field.send.now(true)

  async function start() {
    await draw()
    if (navigator.serviceWorker) {
      navigator.serviceWorker.register('/field/sw.js', {scope: '/field'}).catch(() => {})
    }
    await fetchPack()
    await field.send.hurry()
  }
  start()
})()
