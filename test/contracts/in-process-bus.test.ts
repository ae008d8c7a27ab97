import { inProcessBus } from "@tollwright/bus";
import { busContract } from "./bus.contract.ts";

busContract("the bus of one machine", inProcessBus);
