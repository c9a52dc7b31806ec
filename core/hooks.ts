/**
 * What the core leaves to JavaScript (src/flow/core.ts), at the moment when it is due. The segment in hand says whose it
 * is; memory must not grow meanwhile.
 */

/** A RST: kept with what tells its kind. */
@external("hooks", "rst")
export declare function onRst(): void;

/** The segment acknowledges payload of its peer that waits for what is missing before it. */
@external("hooks", "acknowledged")
export declare function onAcknowledged(): void;

/** The segment acknowledges payload of its peer that is not in the capture. */
@external("hooks", "unseen")
export declare function onUnseen(): void;

/** Payload that is not the next in order, or of a protocol that is read there. */
@external("hooks", "payload")
export declare function onPayload(): void;

/** A FIN, which ends the message in progress. */
@external("hooks", "fin")
export declare function onFin(): void;

/** A RST of a connection that was put away. */
@external("hooks", "lateRst")
export declare function onLateRst(): void;

/** The connection is put away, and payload of it still waits for what is missing before it. */
@external("hooks", "drain")
export declare function onDrain(slot: i32): void;

/** The connection was put away: it is kept, or has names and messages of which its server (-1: none) is to know. */
@external("hooks", "over")
export declare function onOver(slot: i32, server: i32, isKept: bool): void;

/** A TLS hello that says what none before it said. The note of it (core/hellos.ts), or -1. */
@external("hooks", "hello")
export declare function onHello(at: usize, length: i32): i32;

/** Bytes of a TLS handshake record, in the clear, which are no hello that can be read here. */
@external("hooks", "handshake")
export declare function onHandshake(slot: i32, from: i32, at: usize, length: i32): void;

/** The two bytes of a TLS alert, perhaps in the clear. */
@external("hooks", "alert")
export declare function onAlert(slot: i32, from: i32, at: usize): void;
