"""Carries the packets of a bad link between two TUN devices of its own.

A process lives in one network namespace, but a device that it opened may be moved to any: enlace-real.ts moves them
there once this says «listo». It ends with its standard input, and the devices with it.

Argument, in JSON: a, b (names of the devices), kbps, latenciaMs (each way), perdida (share of the packets, each way),
arriba and abajo (seconds that it carries and that it does not, over and over; abajo 0: it always does), cola (bytes that
wait before it, beyond which it drops), semilla.
"""
import fcntl
import heapq
import json
import os
import random
import select
import struct
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
MAYOR_PAQUETE = 65536
# Packets taken from one end before the other end has its turn.
POR_TURNO = 64


def abrir(nombre):
    dispositivo = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(dispositivo, TUNSETIFF, struct.pack("16sH22x", nombre.encode(), IFF_TUN | IFF_NO_PI))
    return dispositivo


def acarrear(o, extremos):
    azar = random.Random(o["semilla"])
    hacia = {extremos[0]: extremos[1], extremos[1]: extremos[0]}
    libre = dict.fromkeys(extremos, 0.0)
    en_camino = []
    orden = 0
    bytes_por_s = o["kbps"] * 1000 / 8
    inicio = time.monotonic()

    def caido(ahora):
        return o["abajo"] > 0 and (ahora - inicio) % (o["arriba"] + o["abajo"]) > o["arriba"]

    def poner(de, paquete, ahora):
        nonlocal orden
        espera = max(0.0, libre[de] - ahora)
        if caido(ahora) or azar.random() < o["perdida"] or espera * bytes_por_s > o["cola"]:
            return
        libre[de] = max(ahora, libre[de]) + len(paquete) / bytes_por_s
        orden += 1
        heapq.heappush(en_camino, (libre[de] + o["latenciaMs"] / 1000, orden, hacia[de], paquete))

    while True:
        falta = None if not en_camino else max(0.0, en_camino[0][0] - time.monotonic())
        legibles, _, _ = select.select([sys.stdin, *extremos], [], [], falta)
        if sys.stdin in legibles:
            return
        for de in legibles:
            for _ in range(POR_TURNO):
                try:
                    paquete = os.read(de, MAYOR_PAQUETE)
                except BlockingIOError:
                    break
                poner(de, paquete, time.monotonic())
        while en_camino and en_camino[0][0] <= time.monotonic():
            _, _, a, paquete = heapq.heappop(en_camino)
            try:
                os.write(a, paquete)
            except OSError:
                pass  # That end is not up yet, or no more: as a cable that nobody listens to.


opciones = json.loads(sys.argv[1])
dispositivos = [abrir(opciones["a"]), abrir(opciones["b"])]
print("listo", flush=True)
acarrear(opciones, dispositivos)
