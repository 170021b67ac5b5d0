#pragma once

#include <QStyledItemDelegate>

namespace vitrine::widgets {

/// Cells filled with their BackgroundRole and no lines between them; the current one is framed in
/// the accent. Style sheets paint over the model's colours otherwise.
class ColoredCellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace vitrine::widgets
