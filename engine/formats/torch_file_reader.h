#pragma once

#include <memory>
#include <vector>

#include "engine/formats/mapped_file.h"
#include "engine/formats/tensor_view.h"
#include "engine/values/expected.h"

namespace vitrine::formats {

/// The tensors of a state dict that torch.save wrote (pytorch_model.bin): a zip archive, or, before
/// PyTorch 1.6, pickles with the storages after them. Nothing in the file is executed and no tensor
/// is copied; entries of the dict that are no tensors are left out.
/// Errors: FileUnsafe (see Pickle), FileTruncated, FileTooLarge, FileDamaged (a tensor outside its
/// storage, a file of another kind, numbers stored most significant byte first).
Expected<std::vector<TensorView>> readTorchFile(std::shared_ptr<const MappedFile> file);

} // namespace vitrine::formats
