// From a record and its payload to an event (T4, T9).

#ifndef KEFU_TESTS_ORACLE_RECORD_READER_H_
#define KEFU_TESTS_ORACLE_RECORD_READER_H_

#include <cstddef>
#include <span>

#include "kefu/event.h"
#include "kefu/ruleset.h"
#include "tests/oracle/names.h"
#include "tests/oracle/state.h"

namespace kefu::oracle {

class RecordReader {
 public:
  RecordReader(const Ruleset& ruleset, const Names& names)
      : ruleset_(ruleset), names_(names) {}

  // False: it is no event of this vocabulary.
  bool Read(const EventRecord& record, std::span<const std::byte> payloads,
            Incoming* event) const;

 private:
  bool TakeField(Field field, std::span<const std::byte> bytes,
                 Incoming* event) const;
  bool TakeSent(Field field, std::span<const std::byte> bytes,
                Incoming* event) const;
  bool TakeList(Field field, std::span<const std::byte> bytes,
                Incoming* event) const;

  const Ruleset& ruleset_;
  const Names& names_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_RECORD_READER_H_
