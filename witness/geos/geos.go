//go:build cgo

package geos

/*
#cgo linux LDFLAGS: -ldl
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

// The few functions of libgeos_c that are used, found when the program runs, so
// that it builds where GEOS is not installed.
typedef void *handle;
static handle (*init)(void);
static handle (*fromWKB)(handle, const unsigned char *, size_t);
static handle (*newGeoJSON)(handle);
static handle (*fromGeoJSON)(handle, handle, const char *);
static void (*destroy)(handle, handle);
static char (*isValid)(handle, handle);
static char *(*reason)(handle, handle);
static int (*area)(handle, handle, double *);
static handle (*binary[3])(handle, handle, handle);
static const char *(*version)(void);
static void (*release)(handle, void *);
static void (*setError)(handle, void (*)(const char *, void *), void *);

static const char *load(void) {
	void *lib = dlopen("libgeos_c.so.1", RTLD_NOW);
	if (!lib) lib = dlopen("libgeos_c.dylib", RTLD_NOW);
	if (!lib) return dlerror();
	const struct { void *to; const char *name; } all[] = {
		{&init, "GEOS_init_r"}, {&fromWKB, "GEOSGeomFromWKB_buf_r"}, {&newGeoJSON, "GEOSGeoJSONReader_create_r"},
		{&fromGeoJSON, "GEOSGeoJSONReader_readGeometry_r"}, {&destroy, "GEOSGeom_destroy_r"}, {&isValid, "GEOSisValid_r"},
		{&reason, "GEOSisValidReason_r"}, {&area, "GEOSArea_r"}, {&binary[0], "GEOSIntersection_r"},
		{&binary[1], "GEOSDifference_r"}, {&binary[2], "GEOSUnion_r"}, {&version, "GEOSversion"}, {&release, "GEOSFree_r"},
		{&setError, "GEOSContext_setErrorMessageHandler_r"},
	};
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		void *f = dlsym(lib, all[i].name);
		if (!f) return dlerror();
		memcpy(all[i].to, &f, sizeof f);
	}
	return NULL;
}

static char message[1024];
static void keep(const char *text, void *unused) { strncpy(message, text, sizeof message - 1); }

static handle open_(void) { handle c = init(); setError(c, keep, NULL); return c; }
static handle read_(handle c, const void *wkb, size_t n) { message[0] = 0; return fromWKB(c, wkb, n); }
static handle newReader(handle c) { return newGeoJSON(c); }
static handle readJSON(handle c, handle r, const char *text) { message[0] = 0; return fromGeoJSON(c, r, text); }
static void destroy_(handle c, handle g) { destroy(c, g); }
static int valid_(handle c, handle g) { message[0] = 0; return isValid(c, g); }
static char *reason_(handle c, handle g) { return reason(c, g); }
static void release_(handle c, void *p) { release(c, p); }
static int area_(handle c, handle g, double *a) { return area(c, g, a); }
static handle binary_(handle c, int op, handle a, handle b) { message[0] = 0; return binary[op](c, a, b); }
static const char *version_(void) { return version(); }
static const char *message_(void) { return message; }
*/
import "C"

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"unsafe"
)

// An Engine is a loaded libgeos. Its methods may be called from one goroutine
// at a time.
type Engine struct {
	context C.handle
	reader  C.handle
}

var load = sync.OnceValue(func() error {
	runtime.LockOSThread() // dlerror is of the thread
	defer runtime.UnlockOSThread()
	if e := C.load(); e != nil {
		return errors.New("geos: " + C.GoString(e))
	}
	return nil
})

// Open loads libgeos. An error means that it is not installed.
func Open() (*Engine, error) {
	if err := load(); err != nil {
		return nil, err
	}
	c := C.open_()
	return &Engine{c, C.newReader(c)}, nil
}

// Version is that of libgeos.
func (e *Engine) Version() string { return C.GoString(C.version_()) }

// Valid says why a geometry, given as WKB, is not valid; "" if it is.
func (e *Engine) Valid(wkb []byte) (reason string, err error) {
	g, err := e.read(wkb)
	if err != nil {
		return "", err
	}
	return e.valid(g)
}

// ValidGeoJSON is Valid for a GeoJSON geometry.
func (e *Engine) ValidGeoJSON(geometry []byte) (reason string, err error) {
	text := C.CString(string(geometry))
	defer C.free(unsafe.Pointer(text))
	g := C.readJSON(e.context, e.reader, text)
	if g == nil {
		return "", e.failed("read GeoJSON")
	}
	return e.valid(g)
}

func (e *Engine) valid(g C.handle) (string, error) {
	defer C.destroy_(e.context, g)
	switch C.valid_(e.context, g) {
	case 1:
		return "", nil
	case 0:
		text := C.reason_(e.context, g)
		defer C.release_(e.context, unsafe.Pointer(text))
		return C.GoString(text), nil
	}
	return "", e.failed("isValid")
}

// An Op is a boolean operation.
type Op int

const (
	Intersection Op = iota
	Difference
	Union
)

// Area returns the area of the result of an operation on two geometries given
// as WKB.
func (e *Engine) Area(op Op, a, b []byte) (float64, error) {
	ga, err := e.read(a)
	if err != nil {
		return 0, err
	}
	defer C.destroy_(e.context, ga)
	gb, err := e.read(b)
	if err != nil {
		return 0, err
	}
	defer C.destroy_(e.context, gb)
	g := C.binary_(e.context, C.int(op), ga, gb)
	if g == nil {
		return 0, e.failed("overlay")
	}
	defer C.destroy_(e.context, g)
	var v C.double
	if C.area_(e.context, g, &v) != 1 {
		return 0, e.failed("area")
	}
	return float64(v), nil
}

func (e *Engine) read(wkb []byte) (C.handle, error) {
	if g := C.read_(e.context, unsafe.Pointer(unsafe.SliceData(wkb)), C.size_t(len(wkb))); g != nil {
		return g, nil
	}
	return nil, e.failed("read WKB")
}

func (e *Engine) failed(what string) error {
	return fmt.Errorf("geos: %s: %s", what, C.GoString(C.message_()))
}
