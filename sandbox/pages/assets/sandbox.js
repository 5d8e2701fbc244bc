// The browser code of the sandbox's pages. Without it, everything works except the scope picker.

const announce = (text) => {
  const region = document.querySelector('[data-announce]');
  region.textContent = text;
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => (region.textContent = ''), 2500);
};

document.addEventListener('click', (event) => {
  closeMenus((menu) => !menu.contains(event.target));
  const target = event.target.closest('button, a');
  if (!target) return;
  if (target.matches('[data-theme-toggle]')) toggleTheme();
  if (target.matches('[data-copy]')) void copy(target);
  if (target.matches('[data-reveal]')) reveal(target);
  if (target.matches('[role=tab]')) showTab(event, target);
  if (target.matches('[data-add-redirect]')) addRedirect();
  if (target.matches('[data-remove-redirect]')) removeRedirect(target);
  if (target.matches('[data-remove-scope]')) removeScope(target);
  if (target.matches('[data-open-scopes]')) openScopes();
  if (target.matches('[data-confirm]') && !window.confirm(target.dataset.confirm)) event.preventDefault();
});

function toggleTheme() {
  const root = document.documentElement;
  const isDark =
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  root.dataset.theme = isDark ? 'light' : 'dark';
  localStorage.setItem('sandbox-theme', root.dataset.theme);
}

async function copy(button) {
  const input = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(input.value);
    announce('Copied');
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 2500);
  } catch {
    input.type = 'text';
    input.select();
    announce('Press Ctrl C to copy');
  }
}

function reveal(button) {
  const input = document.getElementById(button.dataset.reveal);
  const isHidden = input.type === 'password';
  input.type = isHidden ? 'text' : 'password';
  button.textContent = isHidden ? 'Hide' : 'Show';
  button.setAttribute('aria-label', button.getAttribute('aria-label').replace(/^\w+/, button.textContent));
}

function showTab(event, tab) {
  event.preventDefault();
  for (const other of tab.closest('[role=tablist]').querySelectorAll('[role=tab]')) {
    const isChosen = other === tab;
    other.setAttribute('aria-selected', String(isChosen));
    other.tabIndex = isChosen ? 0 : -1;
    document.getElementById(other.getAttribute('aria-controls')).hidden = !isChosen;
  }
}

// Makes the tab list a single tab stop. Without this script, each tab is a link.
for (const tab of document.querySelectorAll('[role=tab][aria-selected=false]')) tab.tabIndex = -1;

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeMenus((menu) => menu.contains(document.activeElement));
  const tab = event.target.closest?.('[role=tab]');
  if (!tab) return;
  const tabs = [...tab.closest('[role=tablist]').querySelectorAll('[role=tab]')];
  const at = tabs.indexOf(tab);
  const next = {
    ArrowRight: (at + 1) % tabs.length,
    ArrowLeft: (at - 1 + tabs.length) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
    ' ': at,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  tabs[next].focus();
  tabs[next].click();
});

function closeMenus(shouldClose) {
  for (const menu of document.querySelectorAll('details.person[open]')) {
    if (!shouldClose(menu)) continue;
    if (menu.contains(document.activeElement)) menu.querySelector('summary').focus();
    menu.open = false;
  }
}

function addRedirect() {
  const list = document.querySelector('[data-redirect-urls]');
  list.append(document.querySelector('[data-redirect-template]').content.cloneNode(true));
  list.lastElementChild.querySelector('input').focus();
}

function removeRedirect(button) {
  const list = document.querySelector('[data-redirect-urls]');
  const row = button.closest('[data-redirect-row]');
  const neighbour = row.nextElementSibling ?? row.previousElementSibling ?? row;
  if (list.children.length > 1) row.remove();
  else row.querySelector('input').value = '';
  neighbour.querySelector('input').focus();
  announce('Redirect URL removed');
}

// Moves the focus to the next row, or to the button that adds one.
function removeScope(button) {
  const row = button.closest('[data-scope-row]');
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (neighbour?.querySelector('[data-remove-scope]') ?? document.querySelector('[data-open-scopes]')).focus();
  announce(`${row.dataset.scopeRow} removed`);
}

// After a failed submit, focuses the first invalid field.
document.querySelector('[aria-invalid=true]:not([hidden] *)')?.focus();

// The scope picker: selects the form's scopes when it opens, and writes the selection back on "Update".
const dialog = document.querySelector('[data-scope-dialog]');
const boxes = () => [...dialog.querySelectorAll('input[type=checkbox]:not(:disabled)')];
const rows = () => document.querySelector('[data-scope-rows]');
const scopeLists = () => [...dialog.querySelectorAll('[data-scope-kind]')];
const pastedScopes = (list) => list.value.split(/[\s,]+/).filter((name) => name !== '' && name !== 'oauth');

function openScopes() {
  const chosen = new Set([...rows().children].map((row) => row.dataset.scopeRow));
  for (const box of boxes()) box.checked = chosen.has(box.value);
  dialog.querySelector('[data-scope-search]').value = '';
  for (const list of scopeLists()) list.value = '';
  filterScopes('');
  countScopes();
  dialog.showModal();
}

function filterScopes(text) {
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  let visible = 0;
  for (const option of dialog.querySelectorAll('[data-scope-option]')) {
    const name = option.dataset.scopeOption;
    const matches =
      words.length === 0 ||
      (words.length === 1 ? option.textContent.toLowerCase().includes(words[0]) : words.includes(name));
    option.hidden = !matches;
    visible += matches ? 1 : 0;
    if (words.length > 1 && matches) option.querySelector('input').checked = true;
  }
  dialog.querySelector('[data-scope-none]').hidden = visible > 0;
  countScopes();
}

function countScopes() {
  const ticked = boxes().flatMap((box) => (box.checked ? [box.value] : []));
  const chosen = new Set([...ticked, ...scopeLists().flatMap(pastedScopes)]);
  dialog.querySelector('[data-scope-count]').textContent = `${chosen.size} chosen`;
}

function updateScopes() {
  const body = rows();
  for (const box of boxes()) {
    const row = findScopeRow(box.value);
    if (row && !box.checked) row.remove();
    if (!row && box.checked) body.append(scopeRow(box.value));
  }
  // An unknown scope also becomes a row; the server reports it on submit.
  for (const list of scopeLists()) {
    for (const name of pastedScopes(list)) {
      if (!findScopeRow(name)) body.append(scopeRow(name));
      findScopeRow(name).querySelector('select').value = list.dataset.scopeKind;
    }
  }
}

function findScopeRow(name) {
  return [...rows().children].find((row) => row.dataset.scopeRow === name);
}

function scopeRow(name) {
  const row = document.querySelector('[data-scope-template]').content.cloneNode(true).firstElementChild;
  const box = boxes().find((candidate) => candidate.value === name);
  row.dataset.scopeRow = name;
  row.querySelector('code').textContent = name;
  row.querySelector('.quiet').textContent = box?.closest('label').querySelector('.quiet').textContent ?? '';
  row.querySelector('select').name = `scope:${name}`;
  row.querySelector('select').setAttribute('aria-label', `Type of ${name}`);
  row.querySelector('[data-remove-scope]').setAttribute('aria-label', `Remove ${name}`);
  return row;
}

if (dialog) {
  dialog.addEventListener('input', (event) => {
    if (event.target.matches('[data-scope-search]')) filterScopes(event.target.value);
    else countScopes();
  });
  // A one-line field would join pasted lines.
  dialog.addEventListener('paste', (event) => {
    if (!event.target.matches('[data-scope-search]')) return;
    event.preventDefault();
    event.target.value = event.clipboardData.getData('text').trim().replace(/\s+/g, ' ');
    filterScopes(event.target.value);
  });
  // Enter in the search field must not close the dialog.
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.matches('[data-scope-search]')) event.preventDefault();
  });
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'update') updateScopes();
    dialog.returnValue = '';
  });
}
