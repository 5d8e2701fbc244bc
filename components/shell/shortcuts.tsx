'use client';

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { isTyping, readSequence } from './key-sequence';

export interface Shortcut {
  /** `?`, `/`, `c`, or two keys one after the other: `g a`. */
  keys: string;
  label: string;
}

interface Shortcuts {
  shown: readonly Shortcut[];
  isOn: boolean;
  setOn: (isOn: boolean) => void;
}

type AddShortcut = (shortcut: Shortcut, run: () => void) => () => void;

const ShortcutsContext = createContext<Shortcuts | null>(null);
// Separate from the list: adding a shortcut must not make the others register again.
const AddContext = createContext<AddShortcut | null>(null);
const STORAGE_KEY = 'maker.shortcuts';
const SEQUENCE_MS = 1200;

/**
 * Single-key shortcuts and their list. Inactive while typing or in a dialog, and can be turned off for people who
 * dictate or press keys by accident.
 */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [registered, setRegistered] = useState<readonly (Shortcut & { run: () => void })[]>([]);
  const isOn = useSyncExternalStore(subscribe, readOn, () => true);
  const pressed = useRef({ keys: '', at: 0 });

  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented ||
        isTyping(event.target) ||
        isDialogOpen()
      )
        return;
      const before = event.timeStamp - pressed.current.at < SEQUENCE_MS ? pressed.current.keys : '';
      const { match, pending } = readSequence(registered, before, event.key);
      pressed.current = { keys: pending, at: event.timeStamp };
      if (match === undefined) return;
      event.preventDefault();
      match.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isOn, registered]);

  const add = useCallback<AddShortcut>((shortcut, run) => {
    const entry = { ...shortcut, run };
    setRegistered((before) => [...before, entry]);
    return () => setRegistered((before) => before.filter((candidate) => candidate !== entry));
  }, []);
  const value = useMemo<Shortcuts>(() => ({ shown: registered, isOn, setOn: writeOn }), [registered, isOn]);
  return (
    <AddContext value={add}>
      <ShortcutsContext value={value}>{children}</ShortcutsContext>
    </AddContext>
  );
}

/** Null outside the Maker's shell, which has no shortcuts. */
export function useShortcuts(): Shortcuts | null {
  return useContext(ShortcutsContext);
}

/** Registers a shortcut while the component is mounted. */
export function useShortcut(keys: string, label: string, run: () => void): void {
  const add = useContext(AddContext);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => add?.({ keys, label }, () => latest.current()), [add, keys, label]);
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readOn(): boolean {
  return localStorage.getItem(STORAGE_KEY) !== 'off';
}

function writeOn(isOn: boolean): void {
  localStorage.setItem(STORAGE_KEY, isOn ? 'on' : 'off');
  for (const listener of listeners) listener();
}
