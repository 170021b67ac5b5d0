#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QStringList>

namespace vitrine::widgets {

/// Named rows of numbers, as the table behind a figure; NaN is an empty cell. Without names the
/// first column holds numbers too.
class NumberTable : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit NumberTable(QObject* parent);

    /// `headers` name the columns, that of the row names included; `numbers` row after row.
    void setNumbers(
        const QStringList& headers, const QStringList& rowNames, std::vector<double> numbers);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    /// Numbers are exported as they are, and shown rounded.
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    int nameColumns() const { return m_rowNames.isEmpty() ? 0 : 1; }

    QStringList m_headers;
    QStringList m_rowNames;
    std::vector<double> m_numbers;
};

} // namespace vitrine::widgets
