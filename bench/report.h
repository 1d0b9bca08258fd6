// The figures of a run: a table for people as they come, JSON at the end for
// machines.

#ifndef KEFU_BENCH_REPORT_H_
#define KEFU_BENCH_REPORT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kefu_bench {

// What kefu has set itself for a figure.
struct Target {
  std::string_view size;
  std::string_view figure;
  double must;    // no worse than this
  double reach;   // and better: this
  bool at_least;  // larger is better
  // Events per second: holds on a machine where the plain engine does 3.5 M/s
  // at medium, and is scaled by what it does here.
  bool scaled;
};

struct Figure {
  std::string size;
  std::string name;
  double value = 0;
  std::string unit;
  std::optional<double> to_plain;  // rate against the plain engine's
  std::string note;
};

class Report {
 public:
  // The plain engine's rate at medium, in M events/s; without it targets in
  // events per second are not shown.
  void Calibrate(double plain_at_medium) { plain_ = plain_at_medium; }

  // Figures of a run that is too short for them have no targets.
  void DoNotJudge() { judge_ = false; }

  // Prints it as a row of the table.
  void Add(Figure figure);
  // A figure that does not count: why. Such a run fails.
  void Invalid(const std::string& size, const std::string& name,
               const std::string& why);

  bool valid() const { return valid_; }
  std::string Json() const;

 private:
  struct Row {
    Figure figure;
    std::optional<double> must;
    std::optional<double> reach;
    bool met = true;
    std::string invalid;  // why it does not count
  };
  Row Judge(Figure figure) const;
  void Print(const Row& row);

  std::optional<double> plain_;
  std::vector<Row> rows_;
  bool valid_ = true;
  bool judge_ = true;
};

// What the figures were made with: processor, compiler, flags.
std::string Machine();
std::string Compiler();
std::string Flags();

}  // namespace kefu_bench

#endif  // KEFU_BENCH_REPORT_H_
