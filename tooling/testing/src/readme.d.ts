declare module "*.md.ts";
