// SPDX-License-Identifier: GPL-2.0-or-later
// `length:>800`, `length:300..500`: how many words the body has.
#include "common/engine/operators/listed.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/operator.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

class Length final : public Operator {
 public:
  std::string_view kind() const override { return "length"; }
  std::string in_words(const Node& node) const override {
    if (node.most == kAnyLength) return fmt::format("{} words long or longer", node.least);
    return fmt::format("{} to {} words long", node.least, node.most);
  }
  std::string canonical(const Node& node) const override { return in_field(node, range(node)); }
  Step plan(const Node& node, Planner& planner) const override {
    return chosen(node, planner, [&](const segment::Reader& reader) {
      const auto lengths = reader.wording().body_words();
      return [&node, lengths](std::uint32_t docid) {
        return lengths[docid - 1] >= node.least && lengths[docid - 1] <= node.most;
      };
    });
  }

 private:
  static std::string range(const Node& node) {
    if (node.most == kAnyLength) {
      return node.least == 0 ? "0.." : fmt::format(">{}", node.least - 1);
    }
    if (node.least == node.most) return fmt::format("{}", node.least);
    return fmt::format("{}..{}", node.least, node.most);
  }
};

}  // namespace

const Operator& length_operator() {
  static const Length length;
  return length;
}

}  // namespace dateline::query
