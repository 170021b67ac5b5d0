#pragma once

#include <filesystem>
#include <memory>

#include "engine/embeddings/read_options.h"
#include "engine/embeddings/table_rows.h"

namespace vitrine::embeddings {

/// The list of words that belongs to a .npy file: the same name with .txt, .words or .vocab, the
/// first that exists; .txt where none does.
std::filesystem::path wordListBeside(const std::filesystem::path& npy);

/// A matrix of NumPy [word, dimension] (numpy.lib.format, versions 1 to 3; float16, float32 or
/// float64, in C or Fortran order), with the words in a text file, one on a line. Errors:
/// FileDamaged, FileTruncated, TensorType, TensorShape, FileMissing (the list), Interrupted.
Expected<VectorFile> readNpyVectors(std::shared_ptr<const formats::MappedFile> file,
    const std::filesystem::path& wordList, const ReadOptions& options = {});

} // namespace vitrine::embeddings
