// SPDX-License-Identifier: GPL-2.0-or-later
// What the archive holds already.
#pragma once

#include "common/archive/archive.h"

#include <cstdint>
#include <optional>
#include <string>

namespace dateline {

/// A document of a published segment, or of a server.
struct Located {
  std::size_t segment = 0;  ///< index into Archive::segments(), then Archive::served()
  std::uint32_t docid = 0;
};

/// Looks articles up by id in one revision of an archive.
class Known {
 public:
  explicit Known(Archive archive) : archive_(std::move(archive)) {}

  /// Where the article with that id is. Throws ShardDown when a server that may have it does not
  /// answer.
  [[nodiscard]] std::optional<Located> find(const std::string& id) const;

  /// The digest it was stored with.
  [[nodiscard]] std::string digest(const Located& located) const;

  /// The version of an article of a segment, see Article. Throws Error (BadArchive).
  [[nodiscard]] unsigned version(const Located& located) const;

  [[nodiscard]] const Archive& archive() const noexcept { return archive_; }

 private:
  Archive archive_;
};

}  // namespace dateline
