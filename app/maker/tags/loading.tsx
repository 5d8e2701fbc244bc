export { ListLoading as default } from '@/components/lists/loading';
