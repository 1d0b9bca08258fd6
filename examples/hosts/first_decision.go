// The first decision from Go, with cgo and nothing beyond the toolchain.
//
//	CGO_CFLAGS="$(pkg-config --cflags kefu_c)" \
//	CGO_LDFLAGS="$(pkg-config --libs kefu_c)" \
//	go run examples/hosts/first_decision.go
//
// C must not keep pointers into Go's memory, so events go in as one flat
// buffer and effects come out into another: the door kefu_apply_bytes. What a
// call does not finish the next one does.
package main

/*
#include <kefu.h>
#include <stdlib.h>
*/
import "C"

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"unsafe"
)

const (
	recordSize = 32
	effectSize = 64
)

// event is kefu_event, in Go's own memory.
type event struct {
	at       int64
	customer uint64
	agent    uint32
	value    uint32
	desk     uint16
	kind     uint8
	detail   uint8
	payload  uint32
}

// effect holds those members of kefu_effect that are needed here.
type effect struct {
	at       int64
	session  uint64
	customer uint64
	agent    uint32
	kind     uint8
}

// engine is not to be used by two goroutines at once.
type engine struct {
	rules  *C.kefu_ruleset
	handle *C.kefu_engine
	in     []byte
	out    [256 * effectSize]byte
}

func check(result C.int) error {
	if result >= 0 {
		return nil
	}
	return errors.New(C.GoString(C.kefu_strerror(result)))
}

func newEngine(ruleset string) (*engine, error) {
	e := &engine{}
	text := C.CString(ruleset)
	defer C.free(unsafe.Pointer(text))
	if err := check(C.kefu_parse_ruleset(&e.rules, nil, text,
		C.size_t(len(ruleset)), nil)); err != nil {
		return nil, err
	}
	if err := check(C.kefu_engine_new(&e.handle, e.rules)); err != nil {
		C.kefu_ruleset_release(e.rules)
		return nil, err
	}
	return e, nil
}

func (e *engine) close() {
	C.kefu_engine_free(e.handle)
	C.kefu_ruleset_release(e.rules)
}

func (e *engine) find(named C.int, name string) (uint32, error) {
	text := C.CString(name)
	defer C.free(unsafe.Pointer(text))
	var id C.uint32_t
	err := check(C.kefu_find(&id, e.rules, named, text, C.size_t(len(name))))
	return uint32(id), err
}

func (e *engine) customer(key uint64) (uint64, error) {
	var id C.uint64_t
	err := check(C.kefu_customer_by_key(&id, e.handle, C.uint64_t(key)))
	return uint64(id), err
}

func (e *engine) apply(events []event) ([]effect, error) {
	put := binary.LittleEndian
	e.in = put.AppendUint32(e.in[:0], uint32(len(events)))
	e.in = put.AppendUint32(e.in, 0) // no payloads
	for _, v := range events {
		e.in = put.AppendUint64(e.in, uint64(v.at))
		e.in = put.AppendUint64(e.in, v.customer)
		e.in = put.AppendUint32(e.in, v.agent)
		e.in = put.AppendUint32(e.in, v.value)
		e.in = put.AppendUint16(e.in, v.desk)
		e.in = append(e.in, v.kind, v.detail)
		e.in = put.AppendUint32(e.in, v.payload)
	}
	var effects []effect
	var written, used, first C.size_t
	result := C.int(C.KEFU_MORE)
	for result == C.KEFU_MORE {
		result = C.kefu_apply_bytes(&written, &used, e.handle,
			unsafe.Pointer(&e.out[0]), C.size_t(len(e.out)),
			unsafe.Pointer(&e.in[0]), C.size_t(len(e.in)), first)
		first += used
		for at := 0; at < int(written); at += effectSize {
			r := e.out[at : at+effectSize]
			effects = append(effects, effect{
				at:       int64(put.Uint64(r)),
				session:  put.Uint64(r[16:]),
				customer: put.Uint64(r[24:]),
				agent:    put.Uint32(r[32:]),
				kind:     r[56],
			})
		}
	}
	return effects, check(result)
}

func run() error {
	e, err := newEngine(`{"desks": [{"name": "shop"}],
	  "agents": [{"name": "ann"}, {"name": "bo"}]}`)
	if err != nil {
		return err
	}
	defer e.close()
	ann, err := e.find(C.KEFU_AGENT, "ann")
	if err != nil {
		return err
	}
	shop, err := e.find(C.KEFU_DESK, "shop")
	if err != nil {
		return err
	}
	customer, err := e.customer(4711)
	if err != nil {
		return err
	}
	effects, err := e.apply([]event{
		{at: 1000, kind: C.KEFU_EVENT_AGENT_CONNECTS, agent: ann},
		{at: 2000, kind: C.KEFU_EVENT_CUSTOMER_SENDS, customer: customer,
			desk: uint16(shop), detail: C.KEFU_MESSAGE_KIND_TEXT},
	})
	if err != nil {
		return err
	}
	for _, made := range effects {
		if made.kind == C.KEFU_EFFECT_ASSIGN && made.agent == ann {
			fmt.Printf("customer 4711 goes to ann, session %d\n", made.session)
			return nil
		}
	}
	return errors.New("nobody was assigned")
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "first_decision:", err)
		os.Exit(1)
	}
}
