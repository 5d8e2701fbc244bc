export { DetailLoading as default } from '@/components/lists/loading';
