// SPDX-License-Identifier: GPL-2.0-or-later
// What terms cannot answer becomes a list of documents.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/plan/planner.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace dateline::query {

/// The documents that `node` asks for.
inline Step listed(const Node& node, std::shared_ptr<Listed> documents) {
  Step step;
  step.kind = StepKind::Documents;
  step.span = node.span;
  step.listed = std::move(documents);
  return step;
}

/// Documents of each segment for which `choose`, made from its reader, is true.
template <typename MakeChoice>
Step chosen(const Node& node, const Planner& planner, const MakeChoice& make_choice) {
  if (planner.only_asks()) return listed(node, nullptr);
  auto documents = std::make_shared<Listed>();
  for (const OpenSegment& open : planner.archive().segments()) {
    open.use([&](const segment::Reader& reader) {
      std::vector<std::uint32_t>& list = (*documents)[&reader];
      auto choose = make_choice(reader);
      for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) {
        if (choose(docid)) list.push_back(docid);
      }
    });
  }
  return listed(node, std::move(documents));
}

}  // namespace dateline::query
