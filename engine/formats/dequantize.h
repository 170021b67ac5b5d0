#pragma once

#include <cstddef>
#include <span>

#include "engine/formats/block_type.h"

namespace vitrine::formats {

/// Whole blocks of a GGUF tensor as float32, each number rounded as the reference rounds it
/// (dequantize() in gguf-py's quants.py). `elements` has layoutOf(type).elements places for every
/// layoutOf(type).bytes of `blocks`.
void dequantize(BlockType type, std::span<const std::byte> blocks, std::span<float> elements);

} // namespace vitrine::formats
