// Roles and certificates (P1).

#include <string>
#include <vector>

#include "fmt/format.h"
#include "src/base/iso_time.h"
#include "src/base/suggest.h"
#include "src/model/compile.h"

namespace kefu {
namespace {

constexpr uint16_t Bit(Right right) {
  return static_cast<uint16_t>(1u << static_cast<unsigned>(right));
}
constexpr uint16_t kEverything =
    static_cast<uint16_t>((Bit(Right::kReassign) << 1) - 1);
constexpr uint16_t kAgentRights =
    Bit(Right::kAccept) | Bit(Right::kTransfer) | Bit(Right::kTag);
constexpr uint16_t kManagerRights =
    static_cast<uint16_t>(kEverything & ~Bit(Right::kInspect));
constexpr uint16_t kInspectorRights =
    Bit(Right::kInspect) | Bit(Right::kExport);

}  // namespace

uint16_t Compiler::RightsIn(const std::string& at,
                            const std::vector<Right>& rights) {
  unsigned bits = 0;
  for (size_t i = 0; i < rights.size(); ++i) {
    if (Name(rights[i]).empty()) continue;  // CheckBounds has said so
    if (bits & Bit(rights[i])) {
      Report(fmt::format("{}/{}", at, i),
             fmt::format("\"{}\" stands here already", Name(rights[i])));
    }
    bits |= Bit(rights[i]);
  }
  return static_cast<uint16_t>(bits);
}

void Compiler::CompileRoles() {
  has_roles_ = !c_.roles.empty();
  for (const AgentConfig& agent : c_.agents) has_roles_ |= !agent.role.empty();
  for (size_t i = 0; i < c_.roles.size(); ++i) {
    const RoleConfig& role = c_.roles[i];
    const std::string at = fmt::format("/roles/{}", i);
    for (const Role& other : roles_) {
      if (other.name != role.name) continue;
      Report(at + "/name", fmt::format("\"{}\" is declared already; names are "
                                       "declared once",
                                       role.name));
      break;
    }
    const uint16_t rights = RightsIn(at + "/rights", role.rights);
    const uint16_t certified = RightsIn(at + "/certified", role.certified);
    if ((certified & ~rights) != 0) {
      Report(at + "/certified", "holds a right that the role does not have");
    }
    roles_.push_back({role.name, rights, certified});
  }
  // A declared role of the same name stands before these and replaces them.
  roles_.push_back({"agent", kAgentRights, 0});
  roles_.push_back({"manager", kManagerRights, 0});
  roles_.push_back({"inspector", kInspectorRights, 0});
}

void Compiler::CompileRights(size_t index, AgentData* data) {
  const AgentConfig& agent = c_.agents[index];
  data->rights = kEverything;
  const std::string at = fmt::format("/agents/{}", index);
  if (has_roles_) {
    const std::string_view name =
        agent.role.empty() ? std::string_view("agent") : agent.role;
    const auto it = std::find_if(roles_.begin(), roles_.end(),
                                 [&](const Role& r) { return r.name == name; });
    if (it == roles_.end()) {
      std::vector<std::string_view> known;
      for (const Role& role : roles_) known.push_back(role.name);
      Report(at + "/role",
             fmt::format("there is no role \"{}\"; declare it, or use one that "
                         "is declared",
                         name),
             Suggest(name, known));
    } else {
      data->rights = it->rights;
      data->certified = it->certified;
    }
  }
  data->certificates = static_cast<uint32_t>(d_.certificates.size());
  data->certificate_count = static_cast<uint8_t>(agent.certificates.size());
  for (size_t k = 0; k < agent.certificates.size(); ++k) {
    const CertificateConfig& own = agent.certificates[k];
    Certificate certificate{own.right, Instant::Never()};
    if (!own.until.empty()) {
      if (const char* error = ParseIso(own.until, &certificate.until)) {
        Report(fmt::format("{}/certificates/{}/until", at, k),
               fmt::format("is \"{}\", expected a time such as "
                           "\"2027-01-01T00:00:00+08:00\": {}",
                           own.until, error));
      }
    }
    d_.certificates.push_back(certificate);
  }
}

}  // namespace kefu
