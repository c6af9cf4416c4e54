// Line icons, drawn here: no font, no picture to load.
const PATHS = {
  dashboard: 'M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z',
  users: 'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-3 2.4-5 5.5-5s5.5 2 5.5 5M13 4a3 3 0 0 1 0 5.4M15 12.4c1.9.7 3 2.3 3 4.6',
  advanced: 'M3 5h8M15 5h2M13 3v4M3 10h2M9 10h8M7 8v4M3 15h8M15 15h2M13 13v4',
  chevron: 'M6 8l4 4 4-4',
  groups: 'M3 7l7-4 7 4-7 4zM3 11l7 4 7-4M3 14.5l7 3.5 7-3.5',
  shield: 'M10 2l7 2.5v5c0 4.2-2.9 7-7 8.5-4.1-1.5-7-4.3-7-8.5v-5zM7 10l2.2 2.2L13.2 8',
  warning: 'M10 3l8 14H2zM10 8v4M10 14.5v.1',
};

export function Icon({ name }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
