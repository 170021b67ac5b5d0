#pragma once

#include <QAbstractTableModel>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/ngram/ngram_counts.h"

namespace vitrine::app {

/// What the table shows of the n-grams: those of one order that hold a text, in some order.
struct NgramQuery {
    enum class Sort { Count, Continuations, Share, Words };
    int order = 2;
    std::string text; ///< UTF-8; empty holds for all
    Sort sort = Sort::Count;
    bool descending = true;
    bool operator==(const NgramQuery&) const = default;
};

/// Places of the n-grams that a query finds, sorted. Cut short when stopped.
std::vector<std::uint32_t> findNgrams(
    const ngram::NgramCounts& counts, const NgramQuery& query, const std::stop_token& stop);

/// Millions of n-grams as a table: a row is a place, and its cells are written when they are seen.
class NgramTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Words, Count, Continuations, Share, ColumnCount };

    explicit NgramTableModel(QObject* parent);

    void setRows(std::shared_ptr<const ngram::NgramCounts> counts, int order,
        std::vector<std::uint32_t> rows);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const ngram::NgramCounts> m_counts;
    int m_order = 0;
    std::vector<std::uint32_t> m_rows;
};

} // namespace vitrine::app
