#include <cstdlib>

#include "engine/formats/dequantize.h"
#include "engine/formats/gguf_reader.h"
#include "engine/formats/tensor_view.h"
#include "tests/fuzz/fuzz_folder.h"

using namespace vitrine::formats;

namespace {

void touch(const GgufValue& value) {
    static_cast<void>(value.asBool());
    static_cast<void>(value.asInteger());
    static_cast<void>(value.asNumber());
    static_cast<void>(value.asText());
    static_cast<void>(value.integers());
    static_cast<void>(value.numbers());
    static_cast<void>(value.texts());
}

/// What the reader let pass lies in the file and can be expanded.
void touch(const GgufTensor& tensor, std::span<const std::byte> file) {
    const auto& layout = layoutOf(tensor.type);
    const auto count = static_cast<std::size_t>(elementCount(tensor.shape).value());
    const bool inside = tensor.bytes.data() >= file.data()
        && tensor.bytes.data() + tensor.bytes.size() <= file.data() + file.size();
    if (!inside || tensor.bytes.size() / layout.bytes * layout.elements != count) {
        std::abort();
    }
    std::vector<float> elements(count);
    dequantize(tensor.type, tensor.bytes, elements);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const vitrine::test::FuzzFolder folder;
    const auto content = readGguf(folder.write("model.gguf", data, size));
    if (content) {
        for (const auto& [key, value] : content->metadata) {
            touch(value);
        }
        for (const auto& tensor : content->tensors) {
            touch(tensor, content->file->bytes());
        }
    }
    return 0;
}
