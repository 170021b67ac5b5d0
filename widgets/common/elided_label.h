#pragma once

#include <QLabel>

namespace vitrine::widgets {

/// A label of one line that gives way: where room is short it ends in an ellipsis, and its tooltip
/// says the whole.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    bool isElided() const;
};

} // namespace vitrine::widgets
