// What every page has.
import "./connection.js";
import "./copy.js";
import "./counters.js";
import "./destinations.js";
import "./dialogs.js";
import "./palette.js";
import "./theme.js";
import { localise } from "./times.js";

localise(document);
