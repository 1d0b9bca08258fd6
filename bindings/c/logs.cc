// Logs: JSON Lines and the binary form, read, written and converted.

#include "bindings/c/handles.h"

namespace c = kefu::c;

struct kefu_reader : c::Handle {
  explicit kefu_reader(kefu_engine* engine)
      : reader(engine->engine), state(engine) {}
  kefu::EventReader reader;
  c::StateOf state;
};

struct kefu_log_writer : c::Handle {
  explicit kefu_log_writer(const kefu_engine* engine)
      : writer(engine->engine), state(engine) {}
  kefu::BinaryLogWriter writer;
  c::StateOf state;
  std::string ready;  // what a flush has not been able to hand over
};

struct kefu_log_reader : c::Handle {
  explicit kefu_log_reader(kefu_engine* engine)
      : reader(engine->engine), state(engine) {}
  kefu::BinaryLogReader reader;
  c::StateOf state;
};

struct kefu_json_to_log : c::Handle {
  kefu::JsonToBinaryLog converter;
  std::string ready;
};

struct kefu_log_to_json : c::Handle {
  kefu::BinaryLogToJson converter;
};

namespace kefu::c {
namespace {

// 0 stands for any number.
size_t OrAll(size_t most) { return most == 0 ? SIZE_MAX : most; }

// Bytes as the readers of binary logs take them.
bool Chars(const void* bytes, size_t size, std::string_view* view) {
  if (bytes == nullptr) return size == 0;
  *view = {static_cast<const char*>(bytes), size};
  return true;
}

template <class E>
int Finish(kefu_errors* errors, std::optional<E> error) {
  if (!error) return KEFU_OK;
  return Report(errors, std::move(*error), KEFU_ERROR_INVALID_LOG);
}

// What has left the writer is kept until the buffer has it.
template <class W>
void Flush(W& writer, std::string* ready, kefu_buffer* bytes) {
  writer.Flush(ready);
  bytes->Append(*ready);
  ready->clear();
}

// One line after the other, so that `*used` never counts one whose event found
// no memory.
std::optional<LogError> AddLines(EventReader& reader, std::string_view text,
                                 bool last, size_t most, EventBatch* batch,
                                 size_t* used) {
  while (*used < text.size() && batch->size() < most) {
    size_t read = 0;
    auto error = reader.AddLines(text.substr(*used), last, batch->size() + 1,
                                 batch, &read);
    *used += read;
    if (error || read == 0) return error;
  }
  return std::nullopt;
}

template <class R>
kefu_log_place PlaceOf(const R& reader) {
  kefu_log_place place = {};
  place.bytes = reader.offset();
  place.blocks = reader.blocks();
  place.events = reader.events();
  return place;
}

}  // namespace
}  // namespace kefu::c

extern "C" int kefu_effects_json(kefu_buffer* lines, const kefu_engine* engine,
                                 const kefu_effect* effects, size_t count) {
  if (c::Missing(lines, engine) || (effects == nullptr && count != 0)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    lines->Write([&](std::string* text) {
      for (size_t i = 0; i < count; ++i) {
        AppendJson(c::ToCpp(effects)[i], *engine->engine, text);
      }
    });
    return KEFU_OK;
  });
}

extern "C" int kefu_events_json(kefu_buffer* lines, const kefu_engine* engine,
                                const kefu_event* events, size_t count,
                                const void* payloads, size_t payload_bytes) {
  std::span<const std::byte> bytes;
  if (c::Missing(lines, engine) || (events == nullptr && count != 0) ||
      !c::Bytes(payloads, payload_bytes, &bytes)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    lines->Write([&](std::string* text) {
      for (size_t i = 0; i < count; ++i) {
        AppendJson(c::ToCpp(events)[i], bytes, *engine->engine, text);
      }
    });
    return KEFU_OK;
  });
}

// ----------------------------------------------------------------- JSON Lines

extern "C" int kefu_reader_new(kefu_reader** reader, kefu_engine* engine) {
  if (reader != nullptr) *reader = nullptr;
  if (engine == nullptr) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Make(reader, engine);
}

extern "C" void kefu_reader_free(kefu_reader* reader) { delete reader; }

extern "C" int kefu_reader_read(size_t* used, kefu_batch* batch,
                                kefu_errors* errors, kefu_reader* reader,
                                const char* text, size_t length, int last,
                                size_t max_events) {
  std::string_view lines;
  c::Clear(errors);
  if (c::Missing(used, batch, reader) || !c::View(text, length, &lines)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *used = 0;
  if (!reader->state.same()) return KEFU_ERROR_WRONG_STATE;
  return c::Guard([&] {
    return c::Finish(errors,
                     c::AddLines(reader->reader, lines, last != 0,
                                 c::OrAll(max_events), &batch->events, used));
  });
}

extern "C" uint64_t kefu_reader_lines(const kefu_reader* reader) {
  return reader == nullptr ? 0 : reader->reader.lines();
}

// ----------------------------------------------------------------- binary logs

extern "C" int kefu_is_binary_log(const void* bytes, size_t size) {
  std::string_view view;
  return c::Chars(bytes, size, &view) && kefu::IsBinaryLog(view);
}

extern "C" int kefu_log_writer_new(kefu_log_writer** writer,
                                   const kefu_engine* engine) {
  if (writer != nullptr) *writer = nullptr;
  if (engine == nullptr) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Make(writer, engine);
}

extern "C" void kefu_log_writer_free(kefu_log_writer* writer) { delete writer; }

extern "C" int kefu_log_writer_add(kefu_log_writer* writer,
                                   const kefu_event* events, size_t count,
                                   const void* payloads, size_t payload_bytes) {
  std::span<const std::byte> bytes;
  if (writer == nullptr || (events == nullptr && count != 0) ||
      !c::Bytes(payloads, payload_bytes, &bytes)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  if (!writer->state.same()) return KEFU_ERROR_WRONG_STATE;
  return c::Guard([&] {
    for (size_t i = 0; i < count; ++i) {
      writer->writer.Add(c::ToCpp(events)[i], bytes);
    }
    return KEFU_OK;
  });
}

extern "C" int kefu_log_writer_flush(kefu_buffer* bytes,
                                     kefu_log_writer* writer) {
  if (c::Missing(bytes, writer)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    c::Flush(writer->writer, &writer->ready, bytes);
    return KEFU_OK;
  });
}

extern "C" size_t kefu_log_writer_bytes(const kefu_log_writer* writer) {
  if (writer == nullptr) return 0;
  return writer->writer.bytes() + writer->ready.size();
}

extern "C" int kefu_log_writer_begin_segment(kefu_log_writer* writer) {
  if (writer == nullptr) return KEFU_ERROR_INVALID_ARGUMENT;
  if (!writer->state.same()) return KEFU_ERROR_WRONG_STATE;
  return c::Guard([&] {
    writer->writer.BeginSegment();
    return KEFU_OK;
  });
}

extern "C" int kefu_log_reader_new(kefu_log_reader** reader,
                                   kefu_engine* engine) {
  if (reader != nullptr) *reader = nullptr;
  if (engine == nullptr) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Make(reader, engine);
}

extern "C" void kefu_log_reader_free(kefu_log_reader* reader) { delete reader; }

extern "C" int kefu_log_reader_read(size_t* used, kefu_batch* batch,
                                    kefu_errors* errors,
                                    kefu_log_reader* reader, const void* bytes,
                                    size_t size, int last, size_t max_events) {
  std::string_view log;
  c::Clear(errors);
  if (c::Missing(used, batch, reader) || !c::Chars(bytes, size, &log)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *used = 0;
  if (!reader->state.same()) return KEFU_ERROR_WRONG_STATE;
  return c::Guard([&] {
    return c::Finish(
        errors, reader->reader.AddBlocks(log, last != 0, c::OrAll(max_events),
                                         &batch->events, used));
  });
}

extern "C" int kefu_log_reader_place(kefu_log_place* place,
                                     const kefu_log_reader* reader) {
  if (reader == nullptr || !c::CanFill(place)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  kefu_log_place value = c::PlaceOf(reader->reader);
  value.next_event = reader->reader.next_event();
  return c::Fill(place, value);
}

// ------------------------------------------------------------------ converting

extern "C" int kefu_json_to_log_new(kefu_json_to_log** converter) {
  return c::Make(converter);
}

extern "C" void kefu_json_to_log_free(kefu_json_to_log* converter) {
  delete converter;
}

extern "C" int kefu_json_to_log_add(size_t* used, kefu_errors* errors,
                                    kefu_json_to_log* converter,
                                    const char* text, size_t length, int last) {
  std::string_view lines;
  c::Clear(errors);
  if (c::Missing(used, converter) || !c::View(text, length, &lines)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *used = 0;
  return c::Guard([&] {
    return c::Finish(errors,
                     converter->converter.AddLines(lines, last != 0, used));
  });
}

extern "C" int kefu_json_to_log_flush(kefu_buffer* bytes,
                                      kefu_json_to_log* converter) {
  if (c::Missing(bytes, converter)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    c::Flush(converter->converter, &converter->ready, bytes);
    return KEFU_OK;
  });
}

extern "C" uint64_t kefu_json_to_log_events(const kefu_json_to_log* converter) {
  return converter == nullptr ? 0 : converter->converter.events();
}

extern "C" size_t kefu_json_to_log_bytes(const kefu_json_to_log* converter) {
  if (converter == nullptr) return 0;
  return converter->converter.bytes() + converter->ready.size();
}

extern "C" int kefu_log_to_json_new(kefu_log_to_json** converter) {
  return c::Make(converter);
}

extern "C" void kefu_log_to_json_free(kefu_log_to_json* converter) {
  delete converter;
}

extern "C" int kefu_log_to_json_add(size_t* used, kefu_buffer* lines,
                                    kefu_errors* errors,
                                    kefu_log_to_json* converter,
                                    const void* bytes, size_t size, int last,
                                    size_t max_bytes) {
  std::string_view log;
  c::Clear(errors);
  if (c::Missing(used, converter) || !c::Chars(bytes, size, &log)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *used = 0;
  return c::Guard([&] {
    std::optional<kefu::BinaryLogError> error;
    const auto add = [&](std::string* text) {
      error = converter->converter.AddBlocks(log, last != 0,
                                             c::OrAll(max_bytes), text, used);
    };
    if (lines == nullptr) {
      add(nullptr);
    } else {
      lines->Write(add);
    }
    return c::Finish(errors, std::move(error));
  });
}

extern "C" int kefu_log_to_json_place(kefu_log_place* place,
                                      const kefu_log_to_json* converter) {
  if (converter == nullptr || !c::CanFill(place)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Fill(place, c::PlaceOf(converter->converter));
}
