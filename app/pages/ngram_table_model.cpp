#include "app/pages/ngram_table_model.h"

#include <algorithm>
#include <utility>

#include "widgets/common/number_format.h"

namespace vitrine::app {

namespace {

constexpr std::size_t stopInterval = 1 << 14; // n-grams between two looks at the stop token

std::string textOf(const ngram::NgramCounts& counts, ngram::NgramNode node) {
    std::string text;
    for (const auto word : counts.trie()->words(node)) {
        text += (text.empty() ? "" : " ") + std::string(counts.words()->word(word));
    }
    return text;
}

/// Of each n-gram, the occurrences of its context.
std::vector<std::uint64_t> contextCounts(const ngram::NgramCounts& counts, int order) {
    std::vector<std::uint64_t> result(counts.trie()->size(order), counts.occurrences({}));
    if (order == 1) {
        return result;
    }
    for (std::uint32_t i = 0; i < counts.trie()->size(order - 1); ++i) {
        const auto range = counts.trie()->children({order - 1, i});
        std::fill(result.begin() + range.begin, result.begin() + range.end,
            counts.occurrences({order - 1, i}));
    }
    return result;
}

std::vector<double> keysOf(const ngram::NgramCounts& counts, const NgramQuery& query) {
    const auto size = counts.trie()->size(query.order);
    const bool byShare = query.sort == NgramQuery::Sort::Share;
    const auto totals = byShare ? contextCounts(counts, query.order) : std::vector<std::uint64_t>();
    std::vector<double> keys(size);
    for (std::uint32_t i = 0; i < size; ++i) {
        const ngram::NgramNode node{query.order, i};
        if (byShare) {
            keys[i] = static_cast<double>(counts.count(node)) / static_cast<double>(totals[i]);
        } else if (query.sort == NgramQuery::Sort::Continuations && query.order < counts.order()) {
            keys[i] = counts.continuations(node);
        } else {
            keys[i] = counts.count(node);
        }
    }
    return keys;
}

} // namespace

std::vector<std::uint32_t> findNgrams(
    const ngram::NgramCounts& counts, const NgramQuery& query, const std::stop_token& stop) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < counts.trie()->size(query.order); ++i) {
        if (i % stopInterval == 0 && stop.stop_requested()) {
            return rows;
        }
        const ngram::NgramNode node{query.order, i};
        if (counts.count(node) > 0
            && (query.text.empty() || textOf(counts, node).find(query.text) != std::string::npos)) {
            rows.push_back(i);
        }
    }
    if (query.sort == NgramQuery::Sort::Words) {
        // The n-grams lie in the order of their words' first appearance.
        if (query.descending) {
            std::ranges::reverse(rows);
        }
        return rows;
    }
    const auto keys = keysOf(counts, query);
    std::ranges::stable_sort(rows, [&](std::uint32_t a, std::uint32_t b) {
        return query.descending ? keys[a] > keys[b] : keys[a] < keys[b];
    });
    return rows;
}

NgramTableModel::NgramTableModel(QObject* parent) : QAbstractTableModel(parent) {
}

void NgramTableModel::setRows(
    std::shared_ptr<const ngram::NgramCounts> counts, int order, std::vector<std::uint32_t> rows) {
    beginResetModel();
    m_counts = std::move(counts);
    m_order = order;
    m_rows = std::move(rows);
    endResetModel();
}

void NgramTableModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int NgramTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int NgramTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NgramTableModel::data(const QModelIndex& index, int role) const {
    if (role == Qt::TextAlignmentRole) {
        const auto side = index.column() == Words ? Qt::AlignLeft : Qt::AlignRight;
        return QVariant(side | Qt::AlignVCenter);
    }
    if (!index.isValid() || role != Qt::DisplayRole) {
        return {};
    }
    const ngram::NgramNode node{m_order, m_rows[static_cast<std::size_t>(index.row())]};
    switch (index.column()) {
    case Words:
        return QString::fromStdString(textOf(*m_counts, node));
    case Count:
        return widgets::formatCount(m_counts->count(node));
    case Continuations:
        return m_order < m_counts->order()
            ? QVariant(widgets::formatCount(m_counts->continuations(node)))
            : QVariant();
    case Share: {
        auto context = m_counts->trie()->words(node);
        context.pop_back();
        ngram::NgramNode parent;
        for (const auto word : context) {
            parent = m_counts->trie()->child(parent, word).value_or(ngram::NgramNode{});
        }
        return widgets::formatProbability(static_cast<double>(m_counts->count(node))
            / static_cast<double>(m_counts->occurrences(parent)));
    }
    default:
        return {};
    }
}

QVariant NgramTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Words:
        return tr("n-gram");
    case Count:
        return tr("count");
    case Continuations:
        return tr("words before");
    case Share:
        return tr("count / context");
    default:
        return {};
    }
}

} // namespace vitrine::app
