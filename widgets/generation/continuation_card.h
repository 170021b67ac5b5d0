#pragma once

#include <QAbstractButton>

#include "widgets/generation/continuation.h"

namespace vitrine::widgets {

/// One continuation with its seed and its mean log-probability; pressing it adopts it.
class ContinuationCard : public QAbstractButton {
    Q_OBJECT

public:
    explicit ContinuationCard(QWidget* parent);

    void setContinuation(const Continuation& continuation);
    const Continuation& continuation() const { return m_continuation; }

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void retranslate();
    QString captionText() const;
    QString shownText() const;

    Continuation m_continuation;
};

} // namespace vitrine::widgets
