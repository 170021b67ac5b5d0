#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QStringList>

namespace vitrine::widgets {

/// A small table whose cells are written by whoever fills it; numbers are right-aligned.
class TextTable : public QAbstractTableModel {
    Q_OBJECT

public:
    struct Cell {
        QString text;
        QVariant number; ///< what sorting compares; invalid for a text
        bool marked = false; ///< the best of its column, in bold
    };

    explicit TextTable(QObject* parent);

    void setRows(const QStringList& headers, QList<QList<Cell>> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList m_headers;
    QList<QList<Cell>> m_rows;
};

} // namespace vitrine::widgets
