// SPDX-License-Identifier: GPL-2.0-or-later
// The checksum is compared as text, so no byte of the file can differ.
#include "common/archive/sealed.h"

#include "common/disk/sums.h"

#include <fmt/format.h>

namespace dateline {
namespace {

/// The end of a file that begins with `head`.
std::string ending(std::string_view head) {
  return fmt::format(",\n  \"checksum\": \"{:016x}\"\n}}\n", disk::sum_of(head));
}

}  // namespace

std::string sealed(std::string object) {
  object.resize(object.rfind('}'));
  object.resize(object.find_last_not_of('\n') + 1);
  return object + ending(object);
}

bool is_sealed(std::string_view text) {
  const std::size_t end = text.rfind(",\n  \"checksum\"");
  return end != std::string_view::npos && text.substr(end) == ending(text.substr(0, end));
}

}  // namespace dateline
