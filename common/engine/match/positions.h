// SPDX-License-Identifier: GPL-2.0-or-later
// Whether words occur together in an article, by its token stream.
#pragma once

#include "common/engine/plan/plan.h"
#include "common/segment/reader.h"

#include <cstdint>
#include <memory>

namespace dateline::match {

/// Called for documents that contain all the words.
class Positions {
 public:
  /// Reads token streams of the segment, and the sentences or forms in its wording if needed.
  Positions(const segment::Reader& segment, bool reads_wording)
      : segment_(segment), reads_wording_(reads_wording) {}
  Positions(const Positions&) = delete;
  Positions& operator=(const Positions&) = delete;
  virtual ~Positions() = default;
  /// Throws disk::Damaged.
  [[nodiscard]] virtual bool stand(std::uint32_t docid) = 0;

  /// Prefetches what will be read of the document.
  void prefetch(std::uint32_t docid) const {
    segment_.forward().prefetch_tokens(docid);
    if (reads_wording_) segment_.wording().prefetch(docid);
  }

 protected:
  [[nodiscard]] const segment::Reader& segment() const { return segment_; }

 private:
  const segment::Reader& segment_;
  bool reads_wording_;
};

/// For a Phrase step.
std::unique_ptr<Positions> make_phrase(const query::Step& step, const segment::Reader& segment);

}  // namespace dateline::match
