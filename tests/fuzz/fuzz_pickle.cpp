#include <cstdint>
#include <span>

#include "engine/formats/pickle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    vitrine::formats::Pickle::read(std::as_bytes(std::span(data, size)), "data.pkl");
    return 0;
}
