#include "engine/api/adapter.h"

#include <torch/torch.h>

#include "engine/api/exception_guard.h"
#include "engine/models/checkpoint.h"
#include "engine/models/peft_folder.h"
#include "engine/text/tokenizer_file.h"

namespace vitrine::api {

Expected<void> mergeAdapter(const AdapterMerge& merge) {
    if (merge.dtype == DType::Int8) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "dtype", "int8 (float32 or bfloat16)",
            "Weights are written in float32 or bfloat16."});
    }
    return guarded([&]() -> Expected<void> {
        const torch::NoGradGuard noGrad;
        const auto type = merge.dtype == DType::BFloat16 ? formats::DataType::BFloat16
                                                         : formats::DataType::Float32;
        auto description = models::readModelDescription(merge.model);
        const auto tokenizer = text::loadTokenizer(merge.model);
        const auto network = models::loadNetwork(merge.model);
        if (!description || !tokenizer || !network) {
            return Unexpected(!description ? description.error()
                    : !tokenizer           ? tokenizer.error()
                                           : network.error());
        }
        description->task.reset();
        return models::addAdapter(**network, merge.adapter)
            .and_then([&] { return models::saveNetwork(**network, *description, type, merge.out); })
            .and_then([&] { return (*tokenizer)->save(merge.out.string()); });
    });
}

} // namespace vitrine::api
