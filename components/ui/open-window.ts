/** Opens an empty window without access to this page. Null if the browser blocks it. */
export function openWindow(text: string): Window | null {
  const opened = window.open('', '_blank', 'popup,width=980,height=820');
  if (opened === null) return null;
  opened.opener = null;
  opened.document.title = text;
  opened.document.body.textContent = text;
  return opened;
}
