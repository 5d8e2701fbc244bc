import { Html } from './html';

const strokes = {
  mark: '<circle cx="12" cy="13" r="4.5"/><path d="M12 8.5V4m0 0h.01M7.9 15.6 4.5 18.5M16.2 15.4l3.4 2.6"/><circle cx="12" cy="3.6" r="1.4"/><circle cx="4" cy="19" r="1.4"/><circle cx="20" cy="18.4" r="1.4"/>',
  building:
    '<path d="M5 21V4.5A1.5 1.5 0 0 1 6.5 3h11A1.5 1.5 0 0 1 19 4.5V21M3 21h18M9 7.5h2m2 0h2M9 11.5h2m2 0h2M10 21v-5h4v5"/>',
  home: '<path d="m4 11 8-7 8 7v8a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19zM10 20.5V14h4v6.5"/>',
  records:
    '<circle cx="9" cy="8.5" r="3.5"/><path d="M3 19.5c.5-3.5 3-5 6-5s5.5 1.5 6 5M16 5.500a3.5 3.5 0 0 1 0 6.500m2 3c1.8.7 2.8 2.2 3 4.5"/>',
  code: '<path d="m8 8-4.5 4L8 16m8-8 4.5 4L16 16M13.5 5l-3 14"/>',
  control: '<path d="M4 7h9m4 0h3M4 17h3m4 0h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
  theme: '<path d="M12 4a8 8 0 1 0 8 8c0-.4 0-.7-.1-1A5.5 5.5 0 0 1 13 4.1 8 8 0 0 0 12 4z"/>',
  copy: '<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h8"/>',
  eye: '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  cross: '<path d="m6 6 12 12M18 6 6 18"/>',
  check: '<path d="m5 12.5 4.5 4.500L19 7.5"/>',
  warning: '<path d="M12 4 2.8 20h18.400zM12 10v4.500m0 2.500h.01"/>',
  back: '<path d="m14 6-6 6 6 6"/>',
  search: '<circle cx="11" cy="11" r="6"/><path d="m16 16 4.5 4.5"/>',
} as const;

export type IconName = keyof typeof strokes;

export function icon(name: IconName): Html {
  return new Html(
    `<svg class="icon" viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${strokes[name]}</svg>`,
  );
}

export const faviconSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#c2502a" stroke-width="1.9" stroke-linecap="round">${strokes.mark}</svg>`;
