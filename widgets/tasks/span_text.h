#pragma once

#include <string>
#include <vector>

#include <QTextBrowser>

#include "widgets/common/figure.h"

namespace vitrine::widgets {

/// A text in which some parts are coloured and named: entities, answers. Every part can be chosen
/// by a click, or by Tab and Return; a part is told by its name, not by its colour alone.
class SpanText : public QTextBrowser, public Figure {
    Q_OBJECT

public:
    /// Bytes [begin, end) of the text; parts do not overlap and follow each other.
    struct Part {
        std::size_t begin = 0;
        std::size_t end = 0;
        int color = -1; ///< a number of its kind; −1: none
        double strength = 1; ///< of the colour, 0 to 1
        QString name{}; ///< stands behind the part; may be empty
        QString tip{};
        bool operator==(const Part&) const = default;
    };

    explicit SpanText(QWidget* parent);

    void setParts(std::string text, std::vector<Part> parts);
    const std::vector<Part>& parts() const { return m_parts; }
    /// Frames it; −1 for none. Does not emit partChosen.
    void setChosen(int part);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void partChosen(int part);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void write(QTextCursor& cursor, int part) const;
    void retranslate();

    std::string m_text;
    std::vector<Part> m_parts;
    int m_chosen = -1;
};

} // namespace vitrine::widgets
