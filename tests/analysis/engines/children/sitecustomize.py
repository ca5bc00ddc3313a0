"""What goes wrong in workers, for tests: Python runs this in every process that finds it on its path.

A document that says 毒 ends its process, one that says 坏 cannot be coded, and one that says 等 waits to be killed: it tells its
process's number to whoever reads the pipe named by LUNHENG_TEST_PIPE, as long as that is there.
"""

import importlib.util
import os
import signal
import sys


class _Spoiler:
    def find_spec(self, name, path=None, target=None):
        if name != "analysis.pipeline":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def spoil(module):
            execute(module)
            code = module.code

            def spoilt(documents, *arguments, **choices):
                texts = "".join(documents["text"])
                if "毒" in texts:
                    os.kill(os.getpid(), signal.SIGKILL)
                if "坏" in texts:
                    raise ValueError("坏了")
                pipe = os.environ.get("LUNHENG_TEST_PIPE", "")
                if "等" in texts and os.path.exists(pipe):
                    with open(pipe, "w") as out:
                        out.write(str(os.getpid()))
                    signal.pause()
                return code(documents, *arguments, **choices)

            module.code = spoilt

        spec.loader.exec_module = spoil
        return spec


sys.meta_path.insert(0, _Spoiler())
