/**
 * Copies text to the clipboard. Browsers disable the clipboard API over plain HTTP, so this falls back to selecting the
 * field and the copy command. Returns false if the user has to press the keys.
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
