#pragma once

#include <QPushButton>

#include "widgets/common/parented_ptr.h"

class QHBoxLayout;
class QLabel;

namespace vitrine::app {

/// A button that names a thing and says a little about it, as the loaded model. A name that has no
/// room is shortened.
class ChipButton : public QPushButton {
    Q_OBJECT
public:
    explicit ChipButton(QWidget* parent);

    void setTexts(const QString& name, const QString& detail);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyTheme();
    void elide();
    int gapWidth() const;

    QString m_nameText;
    QString m_detailText;
    widgets::parented_ptr<QHBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_name;
    widgets::parented_ptr<QLabel> m_detail;
};

} // namespace vitrine::app
