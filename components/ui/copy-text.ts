/**
 * Puts text on the clipboard. Over plain http to another machine browsers hide the clipboard API,
 * so the field that shows the value is selected and copied the old way. False: the reader must press the keys.
 */
export async function copyText(text: string, shownIn: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (shownIn === null) return false;
    shownIn.focus();
    shownIn.select();
    return document.execCommand('copy');
  }
}
