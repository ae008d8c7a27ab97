import { tellStories } from "./stories.ts";

tellStories("even");
