// A visit's page: its form, kept while it is typed, and its photographs.
field.draw = (() => {
  const words = JSON.parse(document.getElementById('words').textContent)
  const language = document.documentElement.lang
  const place = document.getElementById('place')
  const say = (key, slots = {}) =>
    (words[key] || '').replace(/\{(\w+)\}/g, (_, name) => slots[name] ?? '')
  const part = name => document.getElementById(name).content.firstElementChild.cloneNode(true)
  const one = (node, name) => node.querySelector(`[data-is="${name}"]`)
  function fill(node, texts) {
    for (const [name, text] of Object.entries(texts)) {
      const at = one(node, name)
      if (at) { at.textContent = text; at.hidden = text === '' }
    }
    return node
  }

  // Why something was not taken: in words, by what registry named.
  function why(item) {
    if (item.state === 'done') return item.waiting ? say('why-waiting') : ''
    if (item.state !== 'wrong') return ''
    const told = [...item.records.filter(each => each.status === 'refused'),
      ...item.photos.filter(each => each.state === 'wrong')]
    const found = new Set()
    for (const each of told) {
      const named = Object.entries(each.fields || {})
        .map(([name]) => words[`no-${name.split('.').pop()}`])
      const known = named.filter(Boolean)
      if (known.length) known.forEach(word => found.add(word))
      else found.add(words[`no-${each.code}`] || say('no'))
    }
    return [...found].join(' ')
  }

  return {words, language, place, say, part, one, fill, why}
})()

field.visit = (() => {
  const {place, say, part, one, fill, why} = field.draw
  const SIDE = 1600, QUALITY = 0.82, MOST = 20
  let saving = 0

    async function visit(id) {
    let item = await field.read('items', id)
    if (!item || item.owner !== field.owner() || item.state === 'done') return part('page-gone')
    item = await field.reopen(id)
    if (!field.editable(item)) return part('page-gone')
    const page = part('page-visit'), form = one(page, 'form')
    fill(page, {address: item.home.address, name: item.home.name, why: why(item)})
    const pack = await field.read('packs', item.owner)
    const kinds = pack ? pack.kinds : [item.form.kind].filter(Boolean)
    for (const each of kinds) form.elements.kind.add(new Option(each.title, each.code))
    const now = new Date()
    form.elements.held_at.value =
      new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 16)
    for (const [name, value] of Object.entries(item.form)) {
      const control = form.elements[name]
      if (control && value) control.value = value
    }
    for (const at of ['2', '3']) {
      if (item.form[`text-${at}`]) one(page, `finding-${at}`).open = true
    }
    form.oninput = () => { clearTimeout(saving); saving = setTimeout(() => keep(id, form), 300) }
    form.onsubmit = event => { event.preventDefault(); save(id, form) }
    one(page, 'drop').onclick = () => discard(id)
    one(page, 'photos').onchange = event => take(id, event.target)
    await pictures(page, item)
    return page
  }

  const told = form => Object.fromEntries([...new FormData(form)]
    .filter(([, value]) => typeof value === 'string'))

  async function keep(id, form) {
    const item = await field.read('items', id)
    if (item) await field.draft({...item, form: told(form)})
  }

  function faults(said) {
    const wrong = []
    if (!said.kind) wrong.push('kind')
    if (!said.held_at || new Date(said.held_at) > new Date(Date.now() + 60000)) wrong.push('held_at')
    if (!said.diary.trim()) wrong.push('diary')
    for (const at of ['1', '2', '3']) {
      const text = (said[`text-${at}`] || '').trim(), outcome = said[`outcome-${at}`]
      if (!text && outcome) wrong.push(`text-${at}`)
      if (text && !outcome) wrong.push(`outcome-${at}`)
      if (text && outcome === 'settled' && !(said[`how-${at}`] || '').trim()) wrong.push(`how-${at}`)
    }
    if (!said.family) wrong.push('family')
    return wrong
  }

  function records(item, said) {
    const words = ['diary', 'basics', 'living', 'thinking', 'contact', 'help']
      .filter(name => (said[name] || '').trim()).map(name => [name, said[name].trim()])
    const bodies = [{visit: {
      kind: said.kind, held_at: new Date(said.held_at).toISOString(),
      subjects: [{kind: 'household', id: item.home.id}], ...Object.fromEntries(words),
      photos: item.photos.map(({name, sha256, size}) => ({name, sha256, size})),
    }}]
    for (const at of ['1', '2', '3'].filter(each => (said[`text-${each}`] || '').trim())) {
      const extra = ['how', 'place'].filter(name => (said[`${name}-${at}`] || '').trim())
        .map(name => [name, said[`${name}-${at}`].trim()])
      bodies.push({finding: {finding_id: item.findings[at], text: said[`text-${at}`].trim(),
        outcome: said[`outcome-${at}`], about: {kind: 'household', id: item.home.id},
        ...Object.fromEntries(extra)}})
    }
    if (said.family !== 'later') bodies.push({closing: {family: said.family}})
    return bodies
  }

  async function save(id, form) {
    clearTimeout(saving)
    const said = told(form), wrong = faults(said)
    for (const each of form.querySelectorAll('[data-fault]')) {
      const bad = wrong.includes(each.dataset.fault)
      each.hidden = !bad
      const control = form.elements[each.dataset.fault]
      if (control instanceof Element) control.toggleAttribute('aria-invalid', bad)
      if (control instanceof Element && bad) control.setAttribute('aria-invalid', 'true')
    }
    if (wrong.length) {
      const first = form.querySelector(`[name="${wrong[0]}"]`)
      first.closest('details')?.setAttribute('open', '')
      return first.focus()
    }
    await keep(id, form)
    let item = await field.read('items', id)
    const made = item.findings || Object.fromEntries(['1', '2', '3'].map(at => [at, crypto.randomUUID()]))
    item = await field.change(id, held => ({...held, findings: held.findings || made}))
    await field.queue({...item, form: said, kind: said.kind}, records(item, said))
    await field.go('/field')
    document.getElementById('told').textContent = say('saved')
    field.send.hurry()
  }

  async function discard(id) {
    if (!document.getElementById('sure').hidden) {
      await field.drop(id)
      return field.go('/field')
    }
    document.getElementById('sure').hidden = false
  }

  // -- photographs: made smaller here, so that nothing but what is seen goes along ------

  async function take(id, input) {
    const wrong = one(document, 'photo-wrong')
    wrong.hidden = true
    for (const file of [...input.files]) {
      const item = await field.read('items', id)
      if (item.photos.length >= MOST) { wrong.hidden = false; break }
      try {
        const blob = await smaller(file)
        const sha256 = await hash(blob)
        const photo = {name: `${item.photos.length + 1}.jpg`, sha256, size: blob.size, state: ''}
        await field.addPhoto(id, photo, blob)
      } catch { wrong.hidden = false }
    }
    input.value = ''
    await pictures(place, await field.read('items', id))
    field.changed()
  }

  async function smaller(file) {
    const seen = await createImageBitmap(file, {imageOrientation: 'from-image'})
    const scale = Math.min(1, SIDE / Math.max(seen.width, seen.height))
    const paper = document.createElement('canvas')
    paper.width = Math.max(1, Math.round(seen.width * scale))
    paper.height = Math.max(1, Math.round(seen.height * scale))
    const pen = paper.getContext('2d')
    pen.fillStyle = 'white'
    pen.fillRect(0, 0, paper.width, paper.height)
    pen.drawImage(seen, 0, 0, paper.width, paper.height)
    seen.close()
    const blob = await new Promise(done => paper.toBlob(done, 'image/jpeg', QUALITY))
    if (!blob) throw new Error('no picture')
    return blob
  }

  async function hash(blob) {
    const sum = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
    return [...new Uint8Array(sum)].map(each => each.toString(16).padStart(2, '0')).join('')
  }

  async function pictures(page, item) {
    const rows = one(page, 'photo-rows')
    rows.querySelectorAll('img').forEach(each => URL.revokeObjectURL(each.src))
    rows.replaceChildren()
    for (const [at, photo] of item.photos.entries()) {
      const made = part('row-photo'), kept = await field.read('photos', [item.id, photo.sha256])
      const image = made.querySelector('img')
      if (kept) image.src = URL.createObjectURL(kept.blob)
      else image.hidden = true
      image.alt = say('photo-n', {n: at + 1})
      fill(made, {label: say('photo-n', {n: at + 1}), state: photo.state === 'sent' ? say('got') : ''})
      const off = one(made, 'off')
      off.setAttribute('aria-label', `${off.textContent} ${at + 1}`)
      off.onclick = async () => pictures(place, await field.dropPhoto(item.id, photo.sha256))
      rows.append(made)
    }
  }

  return {page: visit, keep}
})()
