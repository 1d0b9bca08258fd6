#include "tests/scenario/runner.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <stdexcept>

#include "tests/scenario/events.h"

namespace kefu::scenario {
namespace {

using Answers = std::vector<std::vector<std::string>>;

// Refusals by the contract (T1) do not advance time: what a clock tick before
// them would fire must not fire.
constexpr std::array<std::string_view, 5> kContractReasons = {
    "bad_record", "duplicate_id", "duplicate_seq", "time_out_of_range",
    "time_went_back"};

bool KeepsTime(const Step& step) {
  if (step.expected.size() != 1) return false;
  const std::vector<std::string> words = Words(step.expected[0]);
  if (words.size() < 2 || words[0] != "refuse") return false;
  return std::any_of(kContractReasons.begin(), kContractReasons.end(),
                     [&](std::string_view r) {
                       return words[1] == "reason=" + std::string(r);
                     });
}

class Runner {
 public:
  Runner(const Scenario& scenario, const Way& way)
      : scenario_(scenario), way_(way), answers_(scenario.steps.size()) {}

  Answers Run() {
    size_t i = 0;
    try {
      face_ = way_.make(scenario_.ruleset);
      while (i < scenario_.steps.size()) i = RunFrom(i);
    } catch (const std::runtime_error& error) {
      const int line = i == 0 && !face_ ? 1 : scenario_.steps[i].line;
      throw ScenarioError(scenario_.path, line, error.what());
    }
    return std::move(answers_);
  }

 private:
  // Runs the step, or in a batch it and what follows it; returns the next.
  size_t RunFrom(size_t i) {
    const Step& step = scenario_.steps[i];
    if (step.query()) {
      answers_[i] = Answer(step, face_.get());
      return i + 1;
    }
    if (way_.drive == Drive::kBatch) return RunBatch(i);
    if (way_.drive == Drive::kSliced && !KeepsTime(step)) Slice(i);
    EventBatch batch;
    AddEvent(step, face_.get(), &batch);
    Single(batch, i);
    CheckInvariants(i);
    return i + 1;
  }

  void Single(const EventBatch& batch, size_t i) {
    Effects effects;
    face_->Apply(batch.records()[0], batch.payloads(), &effects);
    const uint64_t event = face_->Events();
    uint32_t index = 0;
    for (const EffectRecord& effect : effects) {
      if (effect.event != event || effect.index != index++) {
        Complain(i, "an effect has event " + std::to_string(effect.event) +
                        " and index " + std::to_string(effect.index));
      }
      AddText(effect, i);
    }
  }

  // Lets time pass in pieces until the step's own instant (T2, T3).
  void Slice(size_t i) {
    const std::optional<Instant> now = face_->Now();
    const Instant end = *scenario_.steps[i].at;
    if (!now || end <= *now) return;
    const int64_t gap = end.ms - now->ms;
    std::array<int64_t, 6> cuts = {0, 1, gap / 3, gap / 2, gap - 1, gap};
    std::sort(cuts.begin(), cuts.end());
    for (const int64_t cut : cuts) {
      const Instant until{now->ms + cut};
      FireUntil(until, i);
      Pass(until, i);
    }
  }

  // Goes to every deadline up to `until`, and to the instant before it, at
  // which nothing may happen.
  void FireUntil(Instant until, size_t i) {
    std::optional<Instant> due = face_->NextDeadline();
    while (due && *due <= until) {
      if (due->ms - 1 > face_->Now()->ms) Quiet(Instant{due->ms - 1}, i);
      Pass(*due, i);
      Quiet(*due, i);
      const std::optional<Instant> next = face_->NextDeadline();
      if (next && *next <= *due) {
        return Complain(i, "NextDeadline stays at " + TimeText(*due));
      }
      due = next;
    }
  }

  void Pass(Instant at, size_t i) {
    EventBatch batch;
    batch.Add(TimePasses{.at = at});
    Single(batch, i);
    CheckInvariants(i);
  }

  void Quiet(Instant at, size_t i) {
    const size_t before = answers_[i].size();
    Pass(at, i);
    if (answers_[i].size() != before) {
      Complain(i, "something is due at " + TimeText(at) +
                      ", where NextDeadline knows nothing");
    }
  }

  size_t RunBatch(size_t begin) {
    EventBatch batch;
    size_t end = begin;
    for (; end < scenario_.steps.size() && !scenario_.steps[end].query();
         ++end) {
      AddEvent(scenario_.steps[end], face_.get(), &batch);
    }
    const uint64_t before = face_->Events();
    std::span<const EventRecord> rest = batch.records();
    while (!rest.empty()) {
      Effects effects(way_.effects_limit);
      const size_t used = face_->ApplyBatch(rest, batch.payloads(), &effects);
      if (used == 0 || used > rest.size()) {
        Complain(end - rest.size(), "ApplyBatch took no event");
        break;
      }
      for (const EffectRecord& effect : effects) {
        AddText(effect, StepOf(effect, before, begin, end));
      }
      rest = rest.subspan(used);
    }
    CheckInvariants(end - 1);
    return end;
  }

  size_t StepOf(const EffectRecord& effect, uint64_t before, size_t begin,
                size_t end) {
    const size_t i = begin + static_cast<size_t>(effect.event - before - 1);
    if (i >= begin && i < end) return i;
    Complain(begin, "an effect has event " + std::to_string(effect.event));
    return begin;
  }

  void AddText(const EffectRecord& effect, size_t i) {
    answers_[i].push_back(EffectText(effect, *scenario_.steps[i].at, *face_));
  }

  void CheckInvariants(size_t i) {
    const Violation violation = face_->CheckInvariants();
    if (!violation.empty()) Complain(i, violation);
  }

  void Complain(size_t i, const std::string& what) {
    answers_[i].push_back("! " + what);
  }

  const Scenario& scenario_;
  const Way& way_;
  std::unique_ptr<Face> face_;
  Answers answers_;
};

// Characters that a line takes on the screen; Chinese ones take two columns.
size_t Width(const std::string& text) {
  size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) ++width;
    if (byte >= 0xC0) width += byte >= 0xE0 ? 2 : 1;
  }
  return width;
}

}  // namespace

std::vector<std::vector<std::string>> Run(const Scenario& scenario,
                                          const Way& way) {
  return Runner(scenario, way).Run();
}

bool Same(const std::vector<std::string>& expected,
          const std::vector<std::string>& got) {
  return std::equal(expected.begin(), expected.end(), got.begin(), got.end(),
                    [](const std::string& a, const std::string& b) {
                      return Words(a) == Words(b);
                    });
}

std::string SideBySide(const std::vector<std::string>& expected,
                       const std::vector<std::string>& got) {
  size_t width = 8;
  for (const std::string& line : expected) {
    width = std::max(width, Width(line));
  }
  const auto pad = [&](const std::string& line) {
    return line + std::string(width - std::min(width, Width(line)), ' ');
  };
  std::string text = "  " + pad("expected") + " | got\n";
  for (size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
    const std::string left = i < expected.size() ? expected[i] : "";
    const std::string right = i < got.size() ? got[i] : "";
    text += Words(left) == Words(right) ? "  " : "* ";
    text += pad(left) + " | " + right + "\n";
  }
  return text;
}

}  // namespace kefu::scenario
